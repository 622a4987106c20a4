"""Pictures of the bot's own messages, for the README: `python -m tests.showcase` (or `scripts/pictures`).

    scenes              drive the bot on the loopback platforms, and keep what it really sent
    discord_html        a message as Discord shows it, in HTML of our own; discord_markdown its text
    slack_scenes        ask the bot, and draw what it answers for Slack; slack_html and slack_mrkdwn show it
    shooting            HTML to PNG in a headless browser, without network

Another platform is another drawer beside these two, and scenes that are played there.
"""
