"""What was asked for last is kept, as far as there is room."""

from playground.data.cache import ROOM, Cache


def asked(cache, keys):
    """Ask for values under keys, and say which had to be made."""
    made = []
    for key in keys:
        cache.get(key, lambda key=key: made.append(key) or key)
    return made


def test_the_one_not_asked_for_longest_goes_first():
    assert asked(Cache(2), "abacabc") == [*"abcbc"]


def test_large_values_leave_no_room_for_many():
    assert asked(Cache(9, lambda value: ROOM // 2), "ababcacb") == [*"abcab"]


def test_the_last_one_is_kept_however_large():
    assert asked(Cache(9, lambda value: 2 * ROOM), "aaba") == [*"aba"]
