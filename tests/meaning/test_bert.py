"""Models in plain numpy: the same numbers as the network in plain loops, whatever shares their batch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.errors import ConfigError
from bot.meaning.encoder import batches, load_encoder
from bot.meaning.files import folder_files
from tests.meaning.plain_bert import states_of
from tests.meaning.tiny import SHAPE, tiny_model, weights, write_tensors

PHONE = [2, 4, 6, 3]
"""[CLS] phone learning [SEP]"""


def test_the_mean_of_the_states_is_the_vector(tmp_path: Path) -> None:
    encoder = load_encoder(folder_files(tiny_model(tmp_path)))
    expected = np.mean(states_of(PHONE, weights()), axis=0)
    found = encoder.encode(["phone learning"])[0]
    assert found == pytest.approx(expected / np.linalg.norm(expected), abs=1e-5)


def test_the_first_token_is_the_vector_where_the_folder_says_so(tmp_path: Path) -> None:
    encoder = load_encoder(folder_files(tiny_model(tmp_path, first=True)))
    expected = np.array(states_of(PHONE, weights())[0])
    assert encoder.encode(["phone learning"])[0] == pytest.approx(expected / np.linalg.norm(expected), abs=1e-5)


def test_a_text_has_one_vector_whatever_is_encoded_with_it(tmp_path: Path) -> None:
    encoder = load_encoder(folder_files(tiny_model(tmp_path)))
    texts = ["phone", "a camera of sound", "", "battery " * 40, "\ud800 phone", "a\x00b", "phone " * 7]
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert together == pytest.approx(alone, abs=1e-5)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_no_more_of_a_text_is_read_than_the_model_can(tmp_path: Path) -> None:
    encoder = load_encoder(folder_files(tiny_model(tmp_path)))
    beginning, longer = encoder.encode(["phone " * 14, "phone " * 14 + "camera " * 5_000])
    assert longer == pytest.approx(beginning, abs=1e-6)


@pytest.mark.parametrize("kind", ["F16", "BF16"])
def test_weights_of_half_the_size_are_read_as_well(tmp_path: Path, kind: str) -> None:
    exact = load_encoder(folder_files(tiny_model(tmp_path / "exact"))).encode(["phone learning"])[0]
    short = tiny_model(tmp_path / "short")
    write_tensors(short / "model.safetensors", weights(), kind)
    assert load_encoder(folder_files(short)).encode(["phone learning"])[0] @ exact > 0.99


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        ({"model_type": "roberta"}, "not of the BERT kind"),
        ({"position_embedding_type": "relative_key"}, "not of the BERT kind"),
        ({"num_hidden_layers": 3}, "cannot be read"),
        ({"num_attention_heads": 3}, "cannot be read"),
        ({"num_attention_heads": None}, "cannot be read"),
        ({"hidden_act": "swish"}, "cannot be read"),
        ({"hidden_size": 9}, "not a model|cannot be read"),
    ],
)
def test_what_is_another_network_is_refused_in_a_sentence(
    tmp_path: Path, shape: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ConfigError, match=sentence):
        load_encoder(folder_files(tiny_model(tmp_path, shape=SHAPE | shape)))


def test_batches_hold_each_text_once_and_are_never_wide() -> None:
    lengths = [5, 500, 3, 256, 256, *[8] * 100, 5_000]
    found = list(batches(lengths))
    assert sorted(row for batch in found for row in batch) == list(range(len(lengths)))
    assert max(len(batch) * max(lengths[row] for row in batch) for batch in found if len(batch) > 1) <= 4_096
    assert max(map(len, found)) == 32
