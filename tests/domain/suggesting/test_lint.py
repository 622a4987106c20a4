"""Lint puts slips right, follows the list's habits, and warns of what only a person can judge."""

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.domain.suggesting import Linted, Proposal, Severity, lint
from bot.shipped import venue_table
from tests.domain.suggesting.styles import paper, project


def entry(title: str, description: str | None = None, venue: str | None = None) -> Entry:
    """Return a neighbour."""
    link = Link(LinkKind.CODE, "https://a.example")
    return Entry(
        title, EntryKind.PROJECT, (Placement(("Tools",)),), venue=venue, links=(link,), description=description
    )


STOPPED = [entry(f"Bird {n}", "Does a thing.") for n in range(5)]
UNSTOPPED = [entry(f"Bird {n}", "Does a thing") for n in range(5)]


def linted(proposal: Proposal, neighbours: list[Entry] | None = None) -> Linted:
    """Lint a proposal."""
    return lint(proposal, STOPPED if neighbours is None else neighbours, venues=venue_table())


def warned(found: Linted) -> set[str]:
    """Return the fields that were warned about."""
    return {note.field for note in found.notes if note.severity is Severity.WARNING}


def test_nothing_is_said_about_what_is_right() -> None:
    assert linted(project()).notes == ()
    assert linted(project()).proposal == project()


def test_white_space_is_put_right() -> None:
    found = linted(project(description="Runs  models\u200b on\nsmall boards."))
    assert found.proposal == project()
    assert [note.severity for note in found.notes] == [Severity.FIXED]


def test_a_full_stop_as_the_list_has_it() -> None:
    assert linted(project(description="Runs models")).proposal.description == "Runs models."
    assert linted(project(description="Runs models."), UNSTOPPED).proposal.description == "Runs models"
    assert linted(project(description="Runs models"), []).proposal.description == "Runs models"


def test_a_capital_letter_as_the_list_has_it() -> None:
    assert linted(project(description="runs models.")).proposal.description == "Runs models."
    assert linted(project(description="iOS models, run.")).proposal.description == "iOS models, run."


def test_the_title_loses_its_full_stop_but_not_an_abbreviations() -> None:
    assert linted(project(title="Osprey.")).proposal.title == "Osprey"
    assert linted(project(title="Osprey Inc.")).proposal.title == "Osprey Inc."


def test_tracking_is_taken_off_links_and_nothing_else() -> None:
    url = "https://a.example/x?id=7&utm_source=chat&fbclid=z&ref=main#part"
    found = linted(project(links=(Link(LinkKind.CODE, url),)))
    assert found.proposal.links[0].url == "https://a.example/x?id=7&ref=main#part"


def test_a_venue_is_spelt_as_the_list_spells_it_else_as_the_table_does() -> None:
    neighbours = [entry("Heron", venue="NIPS"), entry("Stork", venue="NIPS")]
    assert linted(paper(venue="NeurIPS"), neighbours).proposal.venue == "NIPS"
    assert linted(paper(venue="mobisys"), []).proposal.venue == "MobiSys"
    assert linted(paper(venue="Birds and Bees"), []).proposal.venue == "Birds and Bees"


def test_a_description_that_is_the_title_goes() -> None:
    assert linted(project(title="Osprey: Runs Models", description="Runs models.")).proposal.description is None


def test_what_only_a_person_can_judge_is_a_warning() -> None:
    assert warned(linted(project(title="CATCHING STRAGGLERS IN CLUSTERS"))) == {"title"}
    assert warned(linted(project(title="catching stragglers in clusters"))) == {"title"}
    assert warned(linted(project(title="Catching the the Stragglers"))) == {"title"}
    assert warned(linted(project(description="Osprey is a runner."))) == {"description"}
    assert warned(linted(project(links=()))) == {"links"}
