"""What the bot serves over HTTP, asked for over HTTP."""
