"""Programs that tests run as processes of their own: `python -m tests.storage.programs.NAME …`."""
