"""A very small bot on the real discord.py, with one of everything: what the loopback Discord is tried with."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands, ui

from tests.servers.discord.driver import LoopbackDiscord

Happening = discord.Interaction["Bot"]

tree_commands: list[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu] = []


class Bot(discord.AutoShardedClient):
    """`ended` is what `start` raised, once the bot has ended by itself."""

    def __init__(self, intents: discord.Intents) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.01, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        for each in tree_commands:
            self.tree.add_command(each)
        self.add_dynamic_items(Count)
        self.ended: asyncio.Task[None] | None = None
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait five seconds before a second identification, as the library would."""

    async def hear(self) -> str:
        return await asyncio.wait_for(self.heard.get(), 5)

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions:
            await message.reply(f"you said {message.clean_content.partition(' ')[2]}")

    async def on_resumed(self) -> None:
        self.heard.put_nowait("resumed")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.heard.put_nowait(f"left {guild.name}")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.heard.put_nowait(f"joined {guild.name}")


class Count(ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"count:(?P<number>\d+)"):
    """A button that counts, and remembers in its id how far."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=f"Count {number}", custom_id=f"count:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Count:
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.edit_message(view=counter(self.number + 1))


def counter(number: int) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    section: ui.Section[Any] = ui.Section(f"counted to {number}", accessory=Count(number))
    view.add_item(ui.Container(section, ui.Separator(), ui.TextDisplay("-# @everyone may press")))
    return view


class Form(ui.Modal, title="A form"):
    words: ui.Label[Form] = ui.Label(text="Words", component=ui.TextInput(custom_id="words", max_length=100))
    colour: ui.Label[Form] = ui.Label(
        text="Colour",
        component=ui.Select(
            custom_id="colour", options=[discord.SelectOption(label="Red"), discord.SelectOption(label="Blue")]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        words, colour = self.words.component, self.colour.component
        assert isinstance(words, ui.TextInput)
        assert isinstance(colour, ui.Select)
        await interaction.response.send_message(f"{words.value} in {colour.values[0]}")


class Choosing(ui.View):
    @ui.select(custom_id="pick", options=[discord.SelectOption(label=each) for each in "abc"], max_values=2)
    async def pick(self, interaction: discord.Interaction[Any], select: ui.Select[Choosing]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"picked {select.values}", view=None)


def add(name: str, callback: Any, **options: Any) -> app_commands.Command[Any, ..., Any]:
    command: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=name, description=f"To {name}.", callback=callback, **options
    )
    tree_commands.append(command)
    return command


async def echo(interaction: Happening, words: app_commands.Range[str, 1, 50], loud: bool = False) -> None:
    await interaction.response.send_message(words.upper() if loud else words, ephemeral=True)


async def think(interaction: Happening) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.followup.send("thought")
    sent = await interaction.followup.send("more", ephemeral=True, wait=True)
    await sent.edit(content="more of it")
    original = await interaction.original_response()
    await interaction.edit_original_response(content=f"{original.content} again")


async def count(interaction: Happening) -> None:
    await interaction.response.send_message(view=counter(1))


async def pick(interaction: Happening) -> None:
    await interaction.response.send_message("which?", view=Choosing())


async def form(interaction: Happening) -> None:
    await interaction.response.send_modal(Form())


async def picture(interaction: Happening, user: discord.Member | None = None) -> None:
    file = discord.File(io.BytesIO(b"\x89PNG"), "bars.png", description="two bars")
    view = ui.LayoutView()
    view.add_item(ui.MediaGallery(discord.MediaGalleryItem("attachment://bars.png", description="two bars")))
    view.add_item(ui.TextDisplay(f"for {user.name if user else 'all'}"))
    await interaction.response.send_message(view=view, file=file)


async def find(interaction: Happening, message: discord.Message) -> None:
    await interaction.response.send_message(f"found in {message.content}", ephemeral=True)


async def suggest(_interaction: Happening, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed} {each}", value=str(each)) for each in range(2)]


add("echo", echo).autocomplete("words")(suggest)
for each in (think, count, pick, form, picture):
    add(each.__name__, each)
tree_commands.append(app_commands.ContextMenu(name="Find in list", callback=find))


@asynccontextmanager
async def running(server: LoopbackDiscord, intents: discord.Intents | None = None) -> AsyncIterator[Bot]:
    """Run the bot until the end of the block, or until it ends by itself: read what it raised from `ended`."""
    async with Bot(intents or discord.Intents(guilds=True, guild_messages=True)) as client:
        client.ended = asyncio.create_task(client.start(server.token))
        await server.connected()
        yield client
    if not client.ended.done():
        await client.ended
