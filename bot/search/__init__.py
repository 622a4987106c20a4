"""Find entries: query language, index, ranking, similarity, completion.

An in-memory index derived from the catalog; nothing here is stored.
"""
