"""The command line: parse, call, exit code.  It decides nothing."""
