"""Use cases, named by verbs: each takes ports and the catalog, returns data."""
