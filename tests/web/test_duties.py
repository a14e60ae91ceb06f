"""Who is responsible for what: the source is one that holds at the place."""

import pytest

from web.places.duties import DUTY_SOURCES


@pytest.mark.parametrize("path", ["/sv/omraden/kommun/478", "/fi/alueet/hyvinvointialue/91"])
def test_acts_of_the_mainland_are_no_source_on_aland(client, path):
    text = client.get(path).text

    assert DUTY_SOURCES["wellbeing_county"].url not in text
    assert DUTY_SOURCES["employment_area"].url not in text
    assert DUTY_SOURCES["kela"].url in text
