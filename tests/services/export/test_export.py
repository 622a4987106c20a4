"""Every format is one file with a name that every system takes, and only the wanted one is loaded."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.export import MAX_FILENAME, ExportFormat, export_entries, file_stem
from tests.services.export.samples import ALL, VENUES


@pytest.mark.parametrize(
    ("export_format", "filename", "media_type"),
    [
        ("bibtex", "awesome-on-device-ai-saved.bib", "application/x-bibtex"),
        ("ris", "awesome-on-device-ai-saved.ris", "application/x-research-info-systems"),
        ("csl", "awesome-on-device-ai-saved.json", "application/vnd.citationstyles.csl+json"),
        ("csv", "awesome-on-device-ai-saved.csv", "text/csv"),
        ("markdown", "awesome-on-device-ai-saved.md", "text/markdown"),
    ],
)
def test_each_format_has_its_file(export_format: str, filename: str, media_type: str) -> None:
    document = export_entries(ALL, ExportFormat(export_format), title="Awesome On-device AI: saved", venues=VENUES)
    assert (document.filename, document.media_type) == (filename, media_type)
    assert document.title == "Awesome On-device AI: saved"
    document.text.encode()


@pytest.mark.parametrize("export_format", ExportFormat)
def test_an_empty_shelf_is_a_file_too(export_format: ExportFormat) -> None:
    export_entries([], export_format, title="", venues=VENUES)


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("", "entries"),
        ("设备", "entries"),
        ("CON", "entries-con"),
        ("../../etc/passwd", "etc-passwd"),
        ("Ünï¢ode", "uniode"),
    ],
)
def test_a_title_becomes_a_harmless_name(title: str, stem: str) -> None:
    assert file_stem(title) == stem


@given(st.text())
def test_every_title_becomes_a_harmless_name(title: str) -> None:
    assert re.fullmatch(rf"[a-z0-9](?:[a-z0-9-]{{0,{MAX_FILENAME + 8}}}[a-z0-9])?", file_stem(title))


def test_importing_the_package_loads_no_format() -> None:
    code = (
        "import sys, bot.services.export as e;"
        "print([m for m in ('bibtexparser', 'pylatexenc', 'csv', 'bot.services.export.ris') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
