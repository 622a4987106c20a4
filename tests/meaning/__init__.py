"""Models on this machine, without a network: tiny ones that the tests write, and the one of the extra."""
