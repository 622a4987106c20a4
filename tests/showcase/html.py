"""Write HTML: everything that is not markup of ours is escaped here."""

from __future__ import annotations

from html import escape


def tag(name: str, *inside: str, **attributes: str | None) -> str:
    """Return an element around what is HTML already; `class_` is the attribute `class`, None leaves one out."""
    said = "".join(
        f' {key.rstrip("_")}="{escape(value, quote=True)}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{said}>" if name in ("br", "hr", "img", "meta") else f"<{name}{said}>{''.join(inside)}</{name}>"


def text(words: str) -> str:
    """Return words as HTML."""
    return escape(words, quote=False)


def author(name: str, time: str) -> str:
    """Return the line above what an app said: its name, that it is one, and when it spoke."""
    badge = tag("span", "APP", class_="badge")
    return tag("div", tag("b", text(name)), badge, tag("span", text(time), class_="stamp"), class_="author")


def page(title: str, style: str, *inside: str, theme: str) -> str:
    """Return a page that loads nothing and runs nothing."""
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", **{"http-equiv": "Content-Security-Policy"}, content=policy),
        tag("title", text(title)),
        tag("style", style),
    )
    return f"<!doctype html>{tag('html', tag('head', *head), tag('body', *inside, class_=theme), lang='en')}"
