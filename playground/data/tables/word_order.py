"""Words that have an order which everybody knows: degrees, sizes, answers, days, months, ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence

SCALES = (
    "none; very low; low; medium, moderate, mid, middle, average, normal; high; very high",
    "very bad, very poor; bad, poor; fair, ok, okay, average, neutral; good; very good; excellent",
    "fair; good; very good; premium; ideal",
    "worst; worse; same; better; best",
    "never; rarely, seldom; sometimes, occasionally; often, frequently; usually; always",
    "strongly disagree; disagree, somewhat disagree; neutral, neither agree nor disagree, undecided; "
    "agree, somewhat agree; strongly agree",
    "very dissatisfied; dissatisfied; neutral; satisfied; very satisfied",
    "very unlikely; unlikely; neutral; likely; very likely",
    "none, absent, no; minimal; mild, light, slight; moderate; severe, heavy; critical, very severe",
    "tiny; small; medium, mid; large, big; huge",
    "xxs; xs; s; m; l; xl; xxl, 2xl; xxxl, 3xl",
    "short; medium; long, tall",
    "freezing; cold; cool; mild; warm; hot",
    "slow; medium; fast",
    "weak; medium; strong",
    "light; medium; heavy",
    "cheap; medium; expensive",
    "young; middle, middle aged, middle-aged; old",
    "baby; child; teenager, teen; adult; senior",
    "beginner, novice; intermediate; advanced; expert",
    "junior; mid; senior; lead",
    "primary; secondary; tertiary",
    "first; second; third; fourth; fifth; sixth; seventh; eighth; ninth; tenth",
    "i; ii; iii; iv; v; vi; vii; viii; ix; x",
    "dawn; morning; noon; afternoon; evening; night",
    "spring; summer; autumn, fall; winter",
    "monday, mon, mo; tuesday, tue, tues, tu; wednesday, wed, we; thursday, thu, thur, thurs, th; "
    "friday, fri, fr; saturday, sat, sa; sunday, sun, su",
    "january, jan; february, feb; march, mar; april, apr; may; june, jun; july, jul; august, aug; "
    "september, sep, sept; october, oct; november, nov; december, dec",
    "sehr niedrig; niedrig, gering; mittel; hoch; sehr hoch",
    "klein; mittel; groß, gross",
    "sehr schlecht; schlecht; mittel; gut; sehr gut",
    "nie; selten; manchmal; oft, häufig; immer",
    "trifft nicht zu; trifft eher nicht zu; teils/teils, teils teils; trifft eher zu; trifft zu",
    "montag, mo; dienstag, di; mittwoch, mi; donnerstag, do; freitag, fr; samstag, sonnabend, sa; "
    "sonntag, so",
    "januar, jan; februar, feb; märz, mär, mrz; april, apr; mai; juni, jun; juli, jul; august, aug; "
    "september, sep; oktober, okt; november, nov; dezember, dez",
)
"""Scales, the least first; words between commas are of one rank."""
RANKS = tuple(
    {word.strip(): rank for rank, words in enumerate(scale.split(";")) for word in words.split(",")}
    for scale in SCALES
)
LEADING = re.compile(
    r"(?P<side>[<≤>≥]=?|under|below|over|above|up to)?\s*(?P<number>\d+(?:\.\d+)?)(?!\d)(?P<rest>.*)"
)
SIDES = {"<": -1, "≤": -1, "under": -1, "below": -1, "up to": -1, ">": 1, "≥": 1, "over": 1, "above": 1}
RANGE = re.compile(
    r"\s*(?:(?:-|–|—|to|bis)\s*\d+(?:\.\d+)?|\+|or more|or less|plus|st|nd|rd|th|and over)?\s*[^\W\d]*\s*"
)


def known_order(words: Sequence[str]) -> tuple[str, ...]:
    """Return words in the order that everybody knows, the least first; nothing where there is none."""
    if len(words) < 3:  # two are 0 and 1 in any case
        return ()
    plain = [" ".join(word.lower().replace("_", " ").split()) for word in words]
    for ranks in RANKS:
        found = [ranks.get(word, -1) for word in plain]
        if min(found) >= 0 and len(set(found)) == len(found):
            return tuple(word for _, word in sorted(zip(found, words, strict=True)))
    return _by_number(words, plain)


def _by_number(words: Sequence[str], plain: Sequence[str]) -> tuple[str, ...]:
    """Return ranges such as 18-24, 25-34, 65+ by the numbers that they begin with."""
    found = [LEADING.fullmatch(word) for word in plain]
    places = []
    for each in found:
        if each is None or not RANGE.fullmatch(each["rest"]):
            return ()
        places.append((float(each["number"]), SIDES.get((each["side"] or "").rstrip("="), 0)))
    if len(set(places)) < len(places):
        return ()
    return tuple(word for _, word in sorted(zip(places, words, strict=True)))
