"""Fakes of ports: what the core asks of the world, in memory."""
