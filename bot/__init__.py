"""Keep a community in step with an awesome list.

The package's folders are its architecture: see ARCHITECTURE.md for the map.
"""

__version__ = "0.1.0"
