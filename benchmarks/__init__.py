"""Speed and memory, measured side by side in one run: a table for people, JSON for machines."""
