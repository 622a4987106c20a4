"""A Slack on this machine: Web API, Socket Mode, signed HTTP, response URLs, uploads and OAuth, for tests.

What the platform refuses is refused; what it would refuse for its form is kept in `violations`, and fails the test.
"""
