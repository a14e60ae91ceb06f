"""Structured data counts as read only when the page's own text says the same."""

import pytest

from crawler.structured import SEEN, UNSEEN, structured


@pytest.mark.parametrize(
    ("fact", "value", "saying", "silent"),
    [
        ({"offers": {"price": "45"}}, "45.00", "Hinta on 45 €.", "Soita 045 123 4567."),
        ({"offers": {"price": "45.50"}}, "45.50", "Hinta 45,50 euroa.", "Hinta 145,50 euroa."),
        ({"offers": {"price": "0"}}, "free", "Kurssi on maksuton.", "Soita 020 692 205 klo 10."),
        (
            {"openingHours": "Mo-Fr 09:00-15:00"},
            "ma-pe 09:00-15:00",
            "Avoinna arkisin klo 9–15.",
            "Käyntejä on 9 ja kuukausia 15.",
        ),
        (
            {"openingHours": "Mo 08:30-16:00"},
            "ma 08:30-16:00",
            "Ma 8.30–16.00",
            "Ma 8–16",
        ),
        ({"telephone": "03 123 4567"}, "+358 3 1234567", "Puh. (03) 1234567", "Puh. 03 123 4568"),
        (
            {"email": "mailto:Info@apu.example"},
            "info@apu.example",
            "Kirjoita: info@apu.example.",
            "Kirjoita: kurssi-info@apu.example.fi",
        ),
    ],
)
def test_only_what_the_page_says_too_is_as_good_as_read(fact, value, saying, silent):
    data = ({"@type": "Organization", **fact},)

    (said,) = structured(data, saying)
    (unsaid,) = structured(data, silent)

    assert (said[1], said[2]) == (value, SEEN)
    assert (unsaid[1], unsaid[2]) == (value, UNSEEN)
