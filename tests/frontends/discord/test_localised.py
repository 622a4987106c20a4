"""Discord shows commands, options and choices in each person's language, from the catalogs of everything else."""

import discord
import pytest
from discord import app_commands

from bot.commands.menus import MESSAGE_MENUS
from bot.commands.table import COMMANDS
from bot.frontends.discord.commands import GettextTranslator

SAID = [
    *(command.help for command in COMMANDS.values()),
    *(param.help for command in COMMANDS.values() for param in command.params),
    *(menu.name for menu in MESSAGE_MENUS),
]


async def translated(text: str, locale: discord.Locale) -> str | None:
    context: app_commands.TranslationContextTypes
    context = app_commands.TranslationContext(app_commands.TranslationContextLocation.other, None)
    return await GettextTranslator().translate(app_commands.locale_str(text), locale, context)


@pytest.mark.parametrize("text", dict.fromkeys(SAID))
async def test_what_a_person_chooses_from_is_in_chinese(text: str) -> None:
    assert await translated(text, discord.Locale.chinese)


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_is_typed_the_same_everywhere(name: str) -> None:
    """What documents and people tell each other works for everyone."""
    assert await translated(name, discord.Locale.chinese) is None


async def test_a_language_without_a_catalog_keeps_the_original() -> None:
    for locale in (discord.Locale.american_english, discord.Locale.taiwan_chinese, discord.Locale.german):
        assert await translated(SAID[0], locale) is None
