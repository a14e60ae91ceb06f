"""Small pictures: every line inside its box, words as they are written."""

import html
import re

import pytest

from web.figures import WIDTH, figure


def test_a_long_heading_is_wrapped_and_the_text_stands_below_it():
    head = "Ålands arbetsmarknads- och studieservicemyndighet AMS"
    box = figure([(head, "Tjänster för arbetssökande", "")]).boxes[0]

    assert " ".join(line.text for line in box.lines if line.is_head) == head
    assert [line.is_head for line in box.lines] == [True, True, False]
    assert all(len(line.text) * 9 < WIDTH for line in box.lines)
    assert box.height >= 3 * 21


@pytest.mark.parametrize(
    "path", ["/en/areas/county/18", "/en/areas/municipality/837", "/sv/omraden/kommun/478"]
)
def test_a_page_shows_no_word_escaped_twice(client, path):
    text = client.get(path).text

    assert "Kela’s" in html.unescape(text) or "Kela's" in html.unescape(text) or "/sv/" in path
    assert re.findall(r"&amp;(?:#\d+|quot|lt|gt);", text) == []
