"""The loopback Discord is one: the real discord.py logs in to it, answers on it, and lives through its moods."""

from __future__ import annotations

import asyncio

import discord
import pytest

from tests.servers.discord.description import VARIABLE, find_description
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord_bot import Bot, running


async def test_a_slash_command_is_answered_on_the_wire(server: LoopbackDiscord, bot: Bot) -> None:
    interaction = await server.slash("echo", {"words": "llm on npu", "loud": True})
    answer = await interaction.answer()
    assert (answer.text, answer.ephemeral, answer.seen_by) == ("LLM ON NPU", True, server.user)
    assert server.messages(server.channel) == []
    assert 0 < interaction.latency < 3


async def test_nobody_can_type_what_discord_would_not_send(server: LoopbackDiscord, bot: Bot) -> None:
    for name, options in (("ech", {}), ("echo", {}), ("echo", {"word": "x"}), ("echo", {"words": "x" * 51})):
        with pytest.raises(AssertionError):
            await server.slash(name, options)


async def test_a_deferred_answer_is_filled_in_followed_up_and_edited(server: LoopbackDiscord, bot: Bot) -> None:
    interaction = await server.slash("think")
    seen = [(await interaction.answer(number)).text for number in range(4)]
    assert seen == ["thought", "more", "more of it", "thought again"]
    assert (await interaction.acknowledged())["type"] == 5
    assert interaction.original
    assert interaction.original.ephemeral
    assert [each.text for each in interaction.followups] == ["more of it"]


async def test_what_is_typed_is_completed(server: LoopbackDiscord, bot: Bot) -> None:
    choices = await (await server.autocomplete("echo", "words", "np")).choices()
    assert [each["name"] for each in choices] == ["np 0", "np 1"]


async def test_a_button_counts_on_after_the_bot_was_restarted(server: LoopbackDiscord) -> None:
    async with running(server) as first:
        await first.tree.sync()
        message = await (await server.slash("count")).answer()
    async with running(server):
        pressed = await server.press(message, "count 1")
        assert (await pressed.answer()).texts == ["counted to 2", "-# @everyone may press"]
    shown = server.messages(server.channel)
    assert [each.custom_id for each in shown[0].buttons] == ["count:2"]
    assert shown[0].pings == message.pings == []


async def test_a_select_is_chosen_from(server: LoopbackDiscord, bot: Bot) -> None:
    message = await (await server.slash("pick")).answer()
    assert message.selects[0].options == {"a": "a", "b": "b", "c": "c"}
    answer = await (await server.select(message, "pick", ["a", "c"])).answer()
    assert (answer.text, answer.selects) == ("picked ['a', 'c']", [])


async def test_a_form_is_opened_and_filled_in(server: LoopbackDiscord, bot: Bot) -> None:
    modal = await (await server.slash("form")).modal()
    assert (modal.title, [each["custom_id"] for each in modal.fields]) == ("A form", ["words", "colour"])
    submitted = await server.submit_modal(modal, {"words": "sky", "colour": ["Blue"]})
    assert (await submitted.answer()).text == "sky in Blue"


async def test_a_message_has_a_menu(server: LoopbackDiscord, bot: Bot) -> None:
    message = await server.say("see https://example.org")
    found = await (await server.context_menu("Find in list", message)).answer()
    assert found.text == "found in see https://example.org"


async def test_a_picture_is_uploaded_and_can_be_read_back(server: LoopbackDiscord, bot: Bot) -> None:
    answer = await (await server.slash("picture", {"user": server.user})).answer()
    file = answer.attachments[0]
    assert (file["filename"], file["size"], file["description"]) == ("bars.png", 4, "two bars")
    assert answer.components[0]["items"][0]["media"]["url"] == file["url"]
    assert (answer.text, server.uploads[file["url"]].content) == ("for ada", b"\x89PNG")
    assert server.calls[-1].files[0].name == "bars.png"
    assert await bot.http.get_from_cdn(file["url"]) == b"\x89PNG"


async def test_the_bot_hears_its_name_and_no_other_words(server: LoopbackDiscord, bot: Bot) -> None:
    await server.say("nothing for you")
    reply = await server.reply_to(await server.mention("llm on npu"))
    assert reply.text == "you said llm on npu"
    told = [each["d"]["content"] for each in server.gateway.live[0].told if each["t"] == "MESSAGE_CREATE"]
    assert told[:2] == ["", f"{server.bot.mention} llm on npu"]


async def test_messages_are_not_told_to_who_did_not_ask_for_them(server: LoopbackDiscord) -> None:
    async with running(server, discord.Intents(guilds=True)):
        await server.mention("hello")
        assert "MESSAGE_CREATE" not in [each["t"] for each in server.gateway.live[0].told]


async def test_a_conversation_works_as_a_channel_does(server: LoopbackDiscord, bot: Bot) -> None:
    answer = await (await server.slash("echo", {"words": "hi"}, channel=server.direct())).answer()
    assert answer.channel is server.direct()
    await bot.get_partial_messageable(server.direct().id).send("news")
    sent = await (await bot.fetch_user(server.user.id)).send("more")
    assert [each.text for each in server.messages(server.direct())] == ["news", "more"]
    assert sent.channel.id == server.direct().id


async def test_channels_messages_threads_and_forums(server: LoopbackDiscord, bot: Bot) -> None:
    news = await bot.fetch_channel(server.announcements.id)
    assert isinstance(news, discord.TextChannel)
    message = await news.send("weekly", silent=True)
    await message.publish()
    thread = await message.create_thread(name="talk")
    await thread.send("inside")
    edited = await message.edit(content="weekly, edited")
    assert (edited.content, (await news.fetch_message(message.id)).content) == ("weekly, edited",) * 2
    forum = await bot.fetch_channel(server.forum.id)
    assert isinstance(forum, discord.ForumChannel)
    post = await forum.create_thread(name="digest", content="first", file=discord.File(__file__, "a.txt"))
    assert post.message.attachments[0].filename == "a.txt"
    assert [each.name async for each in bot.fetch_guilds()] == [(await bot.fetch_guild(server.guild.id)).name]
    assert (await news.guild.fetch_member(server.user.id)).name == "ada"
    assert [each.content async for each in news.history()] == ["weekly, edited"]
    await message.delete()
    with pytest.raises(discord.NotFound, match="10008"):
        await news.fetch_message(message.id)


async def test_the_same_nonce_is_the_same_message(server: LoopbackDiscord, bot: Bot) -> None:
    channel = bot.get_partial_messageable(server.channel.id)
    first, again, other = [await channel.send("digest", nonce=nonce) for nonce in ("w1", "w1", "w2")]
    assert first.id == again.id != other.id
    assert len(server.messages(server.channel)) == 2


async def test_a_person_brings_the_bot_to_where_it_is_not(server: LoopbackDiscord, bot: Bot) -> None:
    """It answers there, is told who installed it, and may follow up five times."""
    elsewhere = server.world.add_channel(server.add_guild("Elsewhere", installed=False), "lobby")
    interaction = await server.slash("echo", {"words": "hi"}, channel=elsewhere)
    assert (await interaction.answer()).text == "hi"
    with pytest.raises(discord.Forbidden, match="50001"):
        await bot.fetch_channel(elsewhere.id)
    webhook = discord.Webhook.partial(server.application_id, interaction.token, client=bot)
    for _ in range(5):
        await webhook.send("more")
    with pytest.raises(discord.Forbidden, match="40094"):
        await webhook.send("too much")


async def test_who_is_pinged_is_told(server: LoopbackDiscord, bot: Bot) -> None:
    channel = bot.get_partial_messageable(server.channel.id)
    words = f"@everyone {server.user.mention}"
    await channel.send(words)
    await channel.send(words, allowed_mentions=discord.AllowedMentions(users=True, everyone=False))
    await channel.send(words, allowed_mentions=discord.AllowedMentions.all())
    assert [each.pings for each in server.messages(server.channel)] == [
        [],
        [server.user.mention],
        ["@everyone", server.user.mention],
    ]


async def test_commands_keep_their_ids_and_belong_to_everyone_or_a_guild(server: LoopbackDiscord, bot: Bot) -> None:
    before = {each.name: each.id for each in await bot.tree.fetch_commands()}
    bot.tree.copy_global_to(guild=discord.Object(server.guild.id))
    await bot.tree.sync(guild=discord.Object(server.guild.id))
    after = {each.name: each.id for each in await bot.tree.sync()}
    assert before == after
    assert len(server.commands[server.guild.id]) == len(before)


def test_payloads_are_checked_against_discords_own_description() -> None:
    """A mistake is found, by its path; the others of this file are checked throughout."""
    description = find_description()
    if description is None:
        pytest.skip(f"NO PAYLOAD IS CHECKED: Discord's description of its API is not here, {VARIABLE} can say where")
    route = "/channels/{channel_id}/messages"
    assert description.mistakes("POST", route, {"content": "fine"}) == {}
    assert list(description.mistakes("POST", route, {"content": 5, "embeds": [{"title": "x" * 300}]})) == [
        "content",
        "embeds.0.title",
    ]
    assert description.mistakes("POST", "/interactions/{a}/{b}/callback", {"type": 9, "data": {"title": "x"}})
    button = {"type": 2, "style": 1, "label": "x" * 81, "custom_id": "a"}
    section = {"type": 9, "components": [{"type": 10, "content": "hi"}], "accessory": button}
    payload = {"flags": 1 << 15, "components": [{"type": 17, "components": [section]}]}
    assert list(description.mistakes("POST", route, payload)) == ["components.0.components.0.accessory.label"]
    payload["components"] = [{"type": 99}]
    assert list(description.mistakes("POST", route, payload)) == ["components.0"]


async def test_a_payload_that_breaks_the_description_is_refused_and_remembered(
    server: LoopbackDiscord, bot: Bot
) -> None:
    if server.description is None:
        pytest.skip("NO PAYLOAD IS CHECKED: Discord's description of its API is not here")
    with pytest.raises(discord.HTTPException, match="50035"):
        await bot.get_partial_messageable(server.channel.id).send("x", embed=discord.Embed(title="y" * 300))
    assert len(server.violations) == 1
    server.violations.clear()


async def test_a_message_too_large_as_a_whole_is_refused(server: LoopbackDiscord, bot: Bot) -> None:
    channel = bot.get_partial_messageable(server.channel.id)
    view = discord.ui.LayoutView()
    for _ in range(2):
        view.add_item(discord.ui.TextDisplay("x" * 2001))
    with pytest.raises(discord.HTTPException, match="at most 4000"):
        await channel.send(view=view)
    with pytest.raises(discord.HTTPException, match="50006"):
        await channel.send()


async def test_what_may_not_be_pressed_cannot_be(server: LoopbackDiscord, bot: Bot) -> None:
    message = await (await server.slash("echo", {"words": "mine"})).answer()
    with pytest.raises(AssertionError, match="does not see"):
        await server.press(message, "any", user=server.manager)
    with pytest.raises(AssertionError, match="no button"):
        await server.press(message, "any")


async def test_many_ask_at_once(server: LoopbackDiscord, bot: Bot) -> None:
    asked = [await server.slash("echo", {"words": f"w{number}"}) for number in range(50)]
    answers = await asyncio.gather(*(each.answer() for each in asked))
    assert [each.text for each in answers] == [f"w{number}" for number in range(50)]
