"""Spoken Finnish as people write it to the written form Voikko knows: "väsyny" is "väsynyt".

Regular sound changes only (a final "t", "n", "i" or "a" left out, "-ea" said as "-ee", a double
letter typed once), tried on words nobody knows; a word that Voikko reads is never touched. Words
that follow no rule are in the lexicon.
"""

from collections.abc import Callable, Iterator

from search.analysis.morphology import Morphology

_SHORTEST = 4  # "ees", "sun": shorter words are names and abbreviations
# Ending as said, endings as written; the first form that is a word wins.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("nu", ("nut",)), ("ny", ("nyt",)), ("lu", ("lut",)), ("ly", ("lyt",)),
    ("ru", ("rut",)), ("ry", ("ryt",)), ("su", ("sut",)), ("sy", ("syt",)),
    ("ee", ("eä", "ea", "een")), ("oo", ("oa", "oon")), ("öö", ("öä", "öön")),
    ("ii", ("itsee", "iin")), ("uu", ("uun",)), ("yy", ("yyn",)), ("aa", ("aan",)),
    ("ää", ("ään",)),
    ("ks", ("ksi",)), ("is", ("isi", "issa", "issä")),
    ("st", ("sta", "stä")), ("lt", ("lta", "ltä")), ("l", ("lla", "llä", "lle")),
    ("s", ("ssa", "ssä")), ("sa", ("ssa",)), ("sä", ("ssä",)),
    ("la", ("lla",)), ("lä", ("llä",)), ("le", ("lle",)),
    ("tu", ("tui",)), ("ty", ("tyi",)), ("hään", ("hdään",)), ("haan", ("hdaan",)),
    ("hä", ("hdä",)), ("ha", ("hda",)), ("isko", ("isiko",)), ("iskö", ("isikö",)),
    ("äs", ("äisi",)), ("as", ("aisi",)),
    ("ilee", ("y", "u")), ("ilen", ("n",)),  # now and then: "eksyilee"
)  # fmt: skip


# Inside a word: "kirjottaa", "meijän".
_INNER = (("ott", "oitt"), ("ött", "öitt"), ("ijä", "idä"), ("ija", "ida"))


def written_form(word: str, morphology: Morphology) -> str | None:
    """Return the written form of a spoken or hastily typed word.

    Args:
        word: In small letters, unknown to the index.
        morphology: Tells which forms are words.

    Returns:
        The first form that is a plain word (no chance compound), or None: the word is known as
        it is, or no rule makes a word of it.
    """
    if len(word) < _SHORTEST or not word.isalpha() or morphology.readings(word):
        return None
    return next((form for form in _forms(word) if _is_word(form, morphology.readings)), None)


def _forms(word: str) -> Iterator[str]:
    yield from (word.replace(said, written) for said, written in _INNER if said in word)
    for said, written in _ENDINGS:
        if word.endswith(said):
            yield from (word[: -len(said)] + ending for ending in written)


def _is_word(form: str, readings: Callable[[str], tuple[object, ...]]) -> bool:
    return any(not getattr(reading, "parts", ()) for reading in readings(form))
