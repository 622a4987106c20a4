"""Start the command line: `awesome-bot` and `python -m bot`."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the process ends with its exit code."""
    from bot.cli.app import run_cli  # here, so that importing this module costs nothing

    run_cli()


if __name__ == "__main__":
    main()
