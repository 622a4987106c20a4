"""A model of the BERT kind with a dozen words, eight dimensions and weights by chance, in a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "phone", "battery", "learning", "federated", "camera", "sound", "of", "a")
WIDTH, WIDE, LAYERS, HEADS, PLACES = 8, 16, 2, 2, 24
SHAPE: dict[str, object] = {
    "model_type": "bert",
    "hidden_size": WIDTH,
    "intermediate_size": WIDE,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
    "max_position_embeddings": PLACES,
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-12,
}
Tensors = dict[str, npt.NDArray[np.float32]]


def tiny_model(folder: Path, *, first: bool = False, shape: dict[str, object] | None = None, seed: int = 7) -> Path:
    """Write the model; with *first* it pools by the first token."""
    folder.mkdir(parents=True, exist_ok=True)
    write_tokenizer(folder / "tokenizer.json")
    (folder / "config.json").write_text(json.dumps(SHAPE | (shape or {})), "utf-8")
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 16}', "utf-8")
    (folder / "1_Pooling").mkdir(exist_ok=True)
    pooling = {"pooling_mode_cls_token": first, "pooling_mode_mean_tokens": not first}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling), "utf-8")
    write_tensors(folder / "model.safetensors", weights(seed))
    return folder


def write_tokenizer(path: Path) -> None:
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.save(str(path))


def weights(seed: int = 7) -> Tensors:
    chance = np.random.default_rng(seed)
    made: Tensors = {}

    def put(name: str, *shape: int) -> None:
        made[name] = chance.normal(0, 0.5, shape).astype(np.float32)

    put("embeddings.word_embeddings.weight", len(WORDS), WIDTH)
    put("embeddings.position_embeddings.weight", PLACES, WIDTH)
    put("embeddings.token_type_embeddings.weight", 2, WIDTH)
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        linear = {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        linear |= {"attention.output.dense": (WIDTH, WIDTH)}
        linear |= {"intermediate.dense": (WIDE, WIDTH), "output.dense": (WIDTH, WIDE)}
        for part, (out, into) in linear.items():
            put(f"{name}.{part}.weight", out, into)
            put(f"{name}.{part}.bias", out)
        norms += [f"{name}.attention.output.LayerNorm", f"{name}.output.LayerNorm"]
    for name in norms:
        put(f"{name}.weight", WIDTH)
        put(f"{name}.bias", WIDTH)
    return made


def write_tensors(path: Path, tensors: Tensors, kind: str = "F32") -> None:
    """Write a safetensors file, in 32-bit numbers or the shorter F16 and BF16."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, tensor in tensors.items():
        data = _bytes(tensor, kind)
        header[name] = {"dtype": kind, "shape": tensor.shape, "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(len(text).to_bytes(8, "little") + text + body)


def _bytes(tensor: npt.NDArray[np.float32], kind: str) -> bytes:
    if kind == "F16":
        return tensor.astype(np.float16).tobytes()
    if kind == "BF16":
        return (tensor.view(np.uint32) >> 16).astype(np.uint16).tobytes()
    return tensor.tobytes()
