"""Pictures of the bot's own messages, for the README: `python -m tests.showcase` (or `scripts/pictures`).

    scenes              drive the bot on the loopback platforms, and keep what it really sent
    discord_html        a message as Discord shows it, in HTML of our own; discord_markdown its text
    shooting            HTML to PNG in a headless browser, without network

Another platform is another drawer beside `discord_html`, and scenes that are played there.
"""
