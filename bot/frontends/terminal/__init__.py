"""The terminal: a prompt, its completion, and replies drawn for it."""
