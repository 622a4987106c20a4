"""What holds for every test."""

import os

from hypothesis import Phase, settings

from tests.environment import NO_MODEL

# The machine that runs the tests may be busy: how long an example takes says nothing about the code.
# Explaining a failure can take longer than finding and shrinking it.
settings.register_profile("house", deadline=None, phases=set(Phase) - {Phase.explain})
settings.load_profile("house")

os.environ.update(NO_MODEL)
