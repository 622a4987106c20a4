"""Meaning: a sentence-embedding model on this machine, and the vectors that it makes of entries and questions.

The only home of onnxruntime, tokenizers and numpy, which only the extra `semantic` installs: nothing here is imported
where that is not there, or the settings refuse it.  Models are read as data; nothing of theirs is ever executed or
unpickled, and nothing is fetched.
"""
