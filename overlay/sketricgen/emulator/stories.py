"""A short story about any subject, always the same one."""

from __future__ import annotations

import hashlib

_PLACES = (
    "a lighthouse at the edge of the map",
    "a library that only opened at dusk",
    "a railway station without a timetable",
    "a greenhouse on a roof in the rain",
)
_PEOPLE = (
    "Mara, who mended clocks",
    "Idris, who drew maps",
    "Noor, who listened to radios",
    "Tomas, who had never once been late",
)
_FINDS = (
    "a letter with no address",
    "a key that fitted nothing",
    "a jar of blue sand",
    "a photograph of tomorrow",
)
_ENDINGS = (
    "From then on the lamp was never put out.",
    "Nobody asked again, and everybody knew.",
    "It is still there, if you care to look.",
    "And that, for once, was enough.",
)

_STORY = """\
In {place} lived {person}. The days there were long, and most of them began with the same \
thought: {subject}.

One morning there lay {find} on the doorstep. It was wrapped in paper, and on the paper someone \
had written, in a careful hand, "{subject}".

{name} turned it over three times, put the kettle on, and thought about it until the water had \
gone cold. By evening the answer was plain, and it was smaller than the question.

{ending}
"""


def tell_story(subject: str) -> str:
    """Return a story of four paragraphs.

    Args:
        subject: The subject of the story.

    Returns:
        The story, which most likely differs from that of another subject.
    """
    subject = " ".join(subject.split()) or "nothing in particular"
    picks = hashlib.sha256(subject.encode()).digest()
    person = _PEOPLE[picks[1] % len(_PEOPLE)]
    return _STORY.format(
        place=_PLACES[picks[0] % len(_PLACES)],
        person=person,
        name=person.partition(",")[0],
        find=_FINDS[picks[2] % len(_FINDS)],
        ending=_ENDINGS[picks[3] % len(_ENDINGS)],
        subject=subject,
    ).strip()
