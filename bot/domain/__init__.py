"""What the bot knows about awesome lists: pure data and pure decisions, no input or output."""
