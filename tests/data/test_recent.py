"""What was asked for last is kept, as far as there is room."""

from playground.data.recent import ROOM, Recent


def asked(recent, keys):
    """Ask for values under keys, and say which had to be made."""
    made = []
    for key in keys:
        recent.get(key, lambda key=key: made.append(key) or key)
    return made


def test_the_one_not_asked_for_longest_goes_first():
    assert asked(Recent(2), "abacabc") == [*"abcbc"]


def test_large_values_leave_no_room_for_many():
    assert asked(Recent(9, lambda value: ROOM // 2), "ababcacb") == [*"abcab"]


def test_the_last_one_is_kept_however_large():
    assert asked(Recent(9, lambda value: 2 * ROOM), "aaba") == [*"aba"]
