"""Suggesting: from a link in a chat to a line on the list, and word of it to whoever suggested it.

offering ──▶ inspecting ──▶ deciding ──▶ sending ──▶ following
    └────────────┴── steps ─────┴───────────┴────────────┘      each written with who is to be told
                       └──▶ telling                              a loop that tells them, and is told that it did
"""
