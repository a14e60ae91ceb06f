"""The form: what was typed, its faults in page order, and the page that shows both."""

import re
from dataclasses import dataclass

from catalog.model import Service
from catalog.text import LANGUAGES
from web import urls
from web.contexts import Frame
from web.feedback.store import KINDS
from web.forms import FieldError
from web.i18n import Words

LONGEST = 4000
# A Finnish personal identity code in any of its century signs.
_IDENTITY_CODE = re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b", re.IGNORECASE)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds; `page` is a path of ours without its query."""

    kind: str = ""
    text: str = ""
    email: str = ""
    service: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """The form, or the thanks when `is_sent`."""

    frame: Frame
    typed: Typed
    service: Service | None
    kinds: tuple[str, ...]
    errors: tuple[FieldError, ...]
    is_sent: bool = False

    def fault(self, field: str) -> FieldError | None:
        """Return the fault of a field, or None."""
        return next((error for error in self.errors if error.field == field), None)


def own_path(address: str) -> str:
    """Return a path that begins with one of our languages, without query, else an empty string."""
    path = address.partition("?")[0].partition("#")[0][:300]
    return path if path.isprintable() and urls.language_of_path(path) else ""


def faults(typed: Typed) -> tuple[FieldError, ...]:
    """Return the faults of what was typed, in page order."""
    found = []
    if typed.kind not in KINDS:
        found.append(FieldError("kind", "feedback.error.kind", ""))
    if not typed.text.strip():
        found.append(FieldError("text", "feedback.error.empty", ""))
    elif len(typed.text) > LONGEST:
        found.append(FieldError("text", "feedback.error.long", ""))
    elif _IDENTITY_CODE.search(typed.text):
        found.append(FieldError("text", "feedback.error.identity", ""))
    if typed.email and not _EMAIL.match(typed.email):
        found.append(FieldError("email", "feedback.error.email", ""))
    return tuple(found)


def feedback_page(
    typed: Typed,
    service: Service | None,
    words: Words,
    errors: tuple[FieldError, ...] = (),
    *,
    is_sent: bool = False,
) -> FeedbackPage:
    """Build the page in any of its states."""
    name = "feedback_sent" if is_sent else "feedback"
    alternates = {other: urls.path(name, other) for other in LANGUAGES}
    title = str(words.text("feedback.thanks" if is_sent else "feedback.title"))
    if errors:
        title = f"{words.text('form.error_prefix')} {title}"
    frame = Frame(words.lang, title, alternates[words.lang], alternates, is_indexed=False)
    return FeedbackPage(frame, typed, service, KINDS, errors, is_sent)
