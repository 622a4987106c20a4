"""The Discord front-end: the only home of discord.py."""
