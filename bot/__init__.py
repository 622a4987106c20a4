"""Keep a community in step with an awesome list.

The package's folders are its architecture: see ARCHITECTURE.md for the map.
"""
