"""The section that a new work belongs to is guessed from the works that stand there."""

from bot.domain.entries import EntryKind
from bot.domain.reading import read_list
from bot.domain.suggesting import Proposal
from bot.search.lexicon import Lexicon
from bot.search.placing import guess_sections
from bot.shipped import data_folder, synonym_table, venue_table
from tests.search.library import DEPLOYMENT, FRAMEWORKS, LANGUAGE, TOGETHER, default_entries

LEXICON = Lexicon(synonym_table())
ENTRIES = default_entries()


def test_words_in_common_say_where_a_work_belongs_and_are_told() -> None:
    guesses = guess_sections(Proposal("Collaborative inference across edge devices", ()), ENTRIES, LEXICON)
    assert guesses[0].section == TOGETHER
    assert "collaborative" in guesses[0].reasons


def test_best_first_and_no_more_than_are_asked_for() -> None:
    guesses = guess_sections(Proposal("Federated learning for keyboards", ()), ENTRIES, LEXICON, k=2)
    assert len(guesses) == 2
    assert guesses[0].score >= guesses[1].score


def test_a_project_goes_to_the_projects() -> None:
    proposal = Proposal("Osprey: an inference framework for mobile", (), kind=EntryKind.PROJECT)
    assert guess_sections(proposal, ENTRIES, LEXICON)[0].section in (FRAMEWORKS, DEPLOYMENT)


def test_a_section_without_entries_can_be_guessed_by_its_name() -> None:
    robots = ("Papers", "5. Robots and Drones")
    guesses = guess_sections(Proposal("Drones that think", ()), ENTRIES, LEXICON, sections=[robots])
    assert robots in [guess.section for guess in guesses]


def test_an_empty_list_gives_no_guess() -> None:
    assert guess_sections(Proposal("Anything", ()), [], LEXICON) == ()


def test_of_the_shipped_list_the_right_section_is_mostly_among_the_first_three() -> None:
    """Each entry is taken out and guessed from the others; 70 of 100 is what the project promises."""
    entries = read_list(
        (data_folder() / "catalog.yaml").read_text("utf-8"), "catalog.yaml", venues=venue_table()
    ).entries
    sections = [section for entry in entries for section in entry.sections]
    hits = 0
    for entry in entries:
        proposal = Proposal(entry.title, (), entry.links, entry.kind, venue=entry.venue, description=entry.description)
        others = [other for other in entries if other is not entry]
        found = guess_sections(proposal, others, LEXICON, sections=sections)
        hits += any(guess.section in entry.sections for guess in found)
    assert hits >= 0.7 * len(entries)
    assert LANGUAGE in sections
