"""What a command answers, as typed data, and its one plain-text form.

Front-ends draw these and decide nothing.  Titles, names and notes in them are content: hostile until a
renderer has made them harmless.  Sentences in them are ours and already in the reader's language.
"""
