"""Our scores are Whoosh's scores: its own searcher is the oracle on every golden query."""

import numpy as np
import pytest

from search import index
from search.postings import Postings, save
from search.schema import INDEXED

GOLDEN = [
    "kuntoutuspsykoterapiaan", "työkyvyttömyyden", "selän kipu", "selkäkipu",
    "mielenterveyskuntoutujalle", "saikku", "lapsen puheterapia", "kuntoutusraha",
    "ammatillinen kuntoutus kelasta", "päihdekuntoutus Kuopiossa", "KU 132", "rehabilitering",
    "stöd för barn", "back pain", "sairasloma loppuu", "adhd aikuinen", "omaishoitajan jaksaminen",
    "en jaksa enää töissä", "sopeutumisvalmennuskurssi syöpään sairastuneelle", "velkaneuvonta",
]  # fmt: skip


@pytest.mark.parametrize("text", GOLDEN)
def test_top_twenty_are_those_of_the_oracle(engine, generation_folder, text):
    groups = engine._parser.parse(text, "fi").groups
    postings = Postings(generation_folder / "postings")
    scores = np.zeros(postings.count)
    for found in map(postings.score, groups):
        scores[found.docs] += found.scores

    expected = index.oracle(generation_folder / "whoosh", groups)

    number = {identifier: n for n, identifier in enumerate(postings.ids)}
    ours = np.array([scores[number[identifier]] for identifier, _ in expected])
    best = np.sort(scores[scores > 0])[::-1][: len(expected)]
    assert len(expected) == min(20, int((scores > 0).sum()))
    assert np.allclose(ours, [score for _, score in expected], atol=1e-3)
    assert np.allclose(ours, best, atol=1e-3)


def test_every_posting_survives_saving(generation_folder, tmp_path):
    read = index.read(generation_folder / "whoosh")

    save(tmp_path / "postings", read)

    saved = Postings(tmp_path / "postings")
    assert saved.ids == read.ids
    assert {key for rows in saved.rows.values() for key in rows} == set(read.terms)
    assert sum(end - start for rows in saved.rows.values() for start, end in rows.values()) == len(
        set(
            zip(
                np.repeat(_rows(read), np.diff(read.starts)).tolist(),
                read.docs.tolist(),
                strict=True,
            )
        )
    )


def _rows(read):
    """Number each posting list by language and key, as the saved rows are."""
    pairs = [(INDEXED[field].lang, key) for field, key in zip(read.fields, read.terms, strict=True)]
    number = {pair: n for n, pair in enumerate(dict.fromkeys(pairs))}
    return [number[pair] for pair in pairs]


def test_same_id_twice_is_refused(tmp_path):
    document = index.AnalysedDocument("same", {"name_fi": (("sana", 1.0),)})

    with pytest.raises(ValueError, match="comes twice"):
        index.write(tmp_path, [document, document])
