"""The look's promises that can be counted: contrast, weight, faults told in public."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from web.i18n import load_words
from web.render import STATIC

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
OWN = ("palette.css", "site.css", "pages.css", "guide.css", "maintain.css", "print.css")
PAIRS = re.findall(r"^\| ([^|]+) \| (#\w{6}) \| (#\w{6}) \| ([\d.]+) \|$", DOC, re.MULTILINE)


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("what", "colour", "ground", "told"), PAIRS, ids=[p[0] for p in PAIRS])
def test_contrast_is_enough_and_as_documented(what, colour, ground, told):
    ratio = contrast(colour, ground)

    assert ratio >= (3 if "border" in what else 4.5)
    assert float(told) == pytest.approx(ratio, abs=0.1)


def test_the_palette_is_documented_in_full():
    own = [(STATIC / name).read_text(encoding="utf-8") for name in OWN]
    vendor = (STATIC / "vendor" / "govuk-components.css").read_text(encoding="utf-8")
    named = re.findall(r"--govuk-[\w-]+-colour: (#[0-9a-f]{6})", vendor)
    used = {*re.findall(r"#[0-9a-f]{6}", "".join(own)), *named}
    told = {colour for _, *pair, _ in PAIRS for colour in pair}

    # The keyline, which carries no meaning; a link under the pointer, darkest of all; paper.
    assert used - told == {"#c5cecc", "#0a2e2b", "#000000"}


def test_colours_stand_in_the_palette_alone():
    others = [name for name in OWN if name != "palette.css"]

    for name in others:
        assert not re.findall(r"#[0-9a-f]{3,6}\b", (STATIC / name).read_text(encoding="utf-8"))


def test_style_and_script_stay_small():
    assert (STATIC / "site.css").stat().st_size < 10_000
    assert (STATIC / "enhance.js").stat().st_size < 4096


def test_all_styles_of_a_public_page_are_under_twelve_kilobytes_compressed():
    names = ("vendor/govuk-components.css", "palette.css", "site.css", "pages.css")

    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names) < 12_000


def test_the_vendored_file_is_the_one_that_was_checked_in():
    folder = STATIC / "vendor"
    told = (folder / "govuk-components.css.sha256").read_text().split()[0]

    assert hashlib.sha256((folder / "govuk-components.css").read_bytes()).hexdigest() == told
    assert (folder / "govuk-components.LICENCE.txt").exists()
    assert "6.6.0" in (folder / "govuk-components.VERSION.txt").read_text()


def test_known_faults_are_the_same_in_the_statement_and_in_the_document():
    listed = re.findall(r"^- (.*)$", DOC.split("## Known faults")[1].split("##")[0], re.MULTILINE)
    words = load_words()["en"]
    stated = [str(words.text(f"accessibility.fault.{n}")) for n in (1, 2, 3)]

    assert listed == stated
