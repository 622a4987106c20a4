"""Pictures that go with an answer where platforms show any; the only home of Pillow, which is loaded as one is drawn.

    charts      which bars there are, in which order, called what; and the same in words (pure)
    fonts       which font can write a text on this machine
    painting    bars to PNG, without a screen
    stats       a reply to its picture: what front-ends call

Drawing takes tens of milliseconds: front-ends call it off their event loop.
"""
