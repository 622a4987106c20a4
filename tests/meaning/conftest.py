"""These tests need what the extra `semantic` installs, which the development dependencies have."""

from __future__ import annotations

from importlib.util import find_spec

if not all(map(find_spec, ("numpy", "onnxruntime", "tokenizers"))):
    collect_ignore_glob = ["test_*.py"]
