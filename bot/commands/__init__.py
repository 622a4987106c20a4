"""The command table: what people can ask, and the handlers that answer."""
