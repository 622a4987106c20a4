"""Shoot a page: HTML to PNG in a headless browser that is kept off the network, cut to what is on it, and small."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SCALE = 2
_WIDTH, _HEIGHT = 690, 2_400  # in CSS pixels: a message's width, and room for any height
_NOTHING = (255, 0, 255)  # what the style sheet shows where the page has ended
_COLOURS = 96
_OFFLINE = ("--disable-background-networking", "--proxy-server=127.0.0.1:9", "--no-first-run", "--disable-extensions")


def find_browser() -> str | None:
    """Return the path of a browser that can shoot pages, if there is one."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def shoot(html: str, target: Path, browser: str) -> None:
    """Write what a page shows to *target*, at twice its size."""
    with tempfile.TemporaryDirectory(prefix="showcase-") as name:
        folder = Path(name)
        source, raw = folder / "page.html", folder / "raw.png"
        source.write_text(html, "utf-8")
        options = (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--force-device-scale-factor={SCALE}",
            f"--window-size={_WIDTH},{_HEIGHT}",
            f"--user-data-dir={folder / 'profile'}",
            f"--screenshot={raw}",
            *_OFFLINE,
        )
        subprocess.run([browser, *options, source.as_uri()], check=True, capture_output=True, timeout=120)
        _reduced(Image.open(raw).convert("RGB")).save(target, "PNG", optimize=True)


def _reduced(image: Image.Image) -> Image.Image:
    """Cut off what is below the page, and keep few colours."""
    bare = Image.new("RGB", image.size, _NOTHING)
    box = ImageChops.difference(image, bare).getbbox()
    return image.crop(box).quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
