"""Where lists come from."""
