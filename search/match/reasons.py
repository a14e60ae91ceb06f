"""Why a service has its state, in the sentences of its own criteria and nothing else.

Order (matching.md section 6): fixed before changeable, statute before practice, least sensitive
first, so that nobody is told about a health criterion when age alone settles the matter.
"""

from collections.abc import Mapping, Sequence

from catalog.conditions import Leaf
from catalog.knowledge import Truth
from catalog.text import LocalizedText
from search.match.evaluate import Outcome, Truths
from search.match.results import Reason


def reasons_of(outcome: Outcome, truths: Truths) -> tuple[Reason, ...]:
    """Return the reasons for a state, most telling first."""
    return told_reasons(outcome.decided_by, truths)


def open_of(outcome: Outcome, truths: Truths) -> tuple[Reason, ...]:
    """Return the criteria that nobody can judge yet, in the same order."""
    return told_reasons(outcome.unresolved, truths)


def redirects_of(
    outcome: Outcome, labels: Mapping[str, LocalizedText]
) -> tuple[LocalizedText, ...]:
    """Return who is responsible instead; empty unless the state is elsewhere."""
    if outcome.state != "elsewhere":
        return ()
    named = dict.fromkeys(leaf.note.redirect for leaf in outcome.decided_by)
    return tuple(labels[name] for name in named if name)


def told_reasons(leaves: Sequence[Leaf], truths: Truths) -> tuple[Reason, ...]:
    """Return some criteria as reasons in the order above, each sentence once."""
    facts, of = truths.leaf_facts, truths.of
    if len(leaves) < 2:
        return tuple(facts[leaf].reasons[of(leaf)] for leaf in leaves)

    def rank(leaf: Leaf) -> tuple[bool, tuple[int, int]]:
        can_change = of(leaf) is Truth.NO and truths.is_changeable(leaf)
        return can_change, facts[leaf].rank

    told = [facts[leaf].reasons[of(leaf)] for leaf in sorted(leaves, key=rank)]
    # The same sentence twice (a shared criterion in two branches) is told once; see `prepare`.
    return tuple({id(reason): reason for reason in told}.values())
