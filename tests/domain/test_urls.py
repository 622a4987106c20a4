"""An address loses what can only track its readers, and nothing else."""

import pytest

from bot.domain.urls import without_tracking


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://a.example/x?utm_source=chat", "https://a.example/x"),
        ("https://a.example/x?b=2&UTM_medium=z&a=1#part", "https://a.example/x?b=2&a=1#part"),
        ("https://a.example/x?fbclid=1&gclid=2", "https://a.example/x"),
        ("https://a.example/x?ref=main&app=3", "https://a.example/x?ref=main&app=3"),
        ("https://a.example/x?q=%3Futm_source%3D1", "https://a.example/x?q=%3Futm_source%3D1"),
        ("docs/x.md?utm_source=chat", "docs/x.md?utm_source=chat"),
        ("https://a.example/x#?utm_source=1", "https://a.example/x#?utm_source=1"),
    ],
)
def test_only_tracking_goes(url: str, bare: str) -> None:
    assert without_tracking(url) == bare
