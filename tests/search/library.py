"""Entries to search in: titles, authors, venues, years and links of real works, put down by us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.domain.titles import short_name
from bot.search.engine import SearchEngine
from bot.search.kept import Part
from bot.shipped import synonym_table, venue_table

TRAINING = ("Papers", "1. Learning on Devices", "1.1 Memory Efficient Learning")
FASTER = ("Papers", "1. Learning on Devices", "1.2 Learning Acceleration")
CLUSTER = ("Papers", "1. Learning on Devices", "1.3 Learning on Mobile Cluster")
TOGETHER = ("Papers", "2. Inference on Devices", "2.1 Collaborative Inference")
LATENCY = ("Papers", "2. Inference on Devices", "2.2 Latency Prediction for Inference")
SMALL = ("Papers", "3. Models for Mobile", "3.1 Lightweight Model")
LANGUAGE = ("Papers", "4. On-device AI Application", "4.1 On-device NLP")
FRAMEWORKS = ("Open Source Projects", "1. DL Framework on Mobile")
DEPLOYMENT = ("Open Source Projects", "2. Inference Deployment")

FIRST_SEEN = datetime(2024, 5, 1, tzinfo=UTC)

PAPERS: Sequence[tuple[str, str, str, int, tuple[str, ...], str]] = (
    ("POET: Training Neural Networks on Tiny Devices with Integrated Rematerialization and Paging",
     "Patil et al.", "ICML", 2022, TRAINING, "https://proceedings.mlr.press/v162/patil22b/patil22b.pdf"),
    ("On-Device Training Under 256KB Memory", "Ji Lin, Song Han et al.", "NIPS", 2022, TRAINING,
     "https://arxiv.org/pdf/2206.15472.pdf"),
    ("Melon: breaking the memory wall for resource-efficient on-device machine learning",
     "Qipeng Wang et al.", "MobiSys", 2022, TRAINING, ""),
    ("Sage: Memory-efficient DNN Training on Mobile Devices", "In Gim et al.", "MobiSys", 2022, TRAINING,
     "https://dl.acm.org/doi/abs/10.1145/3498361.3539765"),
    ("Mandheling: Mixed-Precision On-Device DNN Training with DSP Offloading", "Daliang Xu et al.", "MobiCom", 2022,
     FASTER, "http://arxiv.org/abs/2206.07509"),
    ("Eco-FL: Adaptive Federated Learning with Efficient Edge Collaborative Pipeline Training",
     "Shengyuan Ye et al.", "ICPP", 2022, CLUSTER, ""),
    ("EDDL: A Distributed Deep Learning System for Resource-limited Edge Computing Environment",
     "Pengzhan Hao et al.", "SEC", 2021, CLUSTER, ""),
    ("CoDL: efficient CPU-GPU co-execution for deep learning inference on mobile devices",
     "Fucheng Jia et al.", "MobiSys", 2022, TOGETHER, ""),
    ("Distributed Inference with Deep Learning Models across Heterogeneous Edge Devices",
     "Chenghao Hu et al.", "InfoCom", 2022, TOGETHER, ""),
    ("Coedge: Cooperative dnn inference with adaptive workload partitioning over heterogeneous edge devices",
     "Liekang Zeng et al.", "TON", 2020, TOGETHER, "https://ieeexplore.ieee.org/abstract/document/9296560/"),
    ("Model Parallelism Optimization for Distributed Inference via Decoupled CNN Structure",
     "Jiangsu Du et al.", "TPDS", 2020, TOGETHER, ""),
    ("μLayer: Low Latency On-Device Inference Using Cooperative Single-Layer Acceleration and"
     " Processor-Friendly Quantization", "Youngsok Kim et al.", "EuroSys", 2019, TOGETHER,
     "https://dl.acm.org/doi/abs/10.1145/3302424.3303950"),
    ("Modnn: Local distributed mobile computing system for deep neural network", "Jiachen Mao et al.", "DATE", 2017,
     TOGETHER, ""),
    ("nn-Meter: towards accurate latency prediction of deep-learning model inference on diverse edge devices",
     "Li Lyna Zhang et al.", "MobiSys", 2021, LATENCY, ""),
    ("MobileBERT: a Compact Task-Agnostic BERT for Resource-Limited Devices", "Zhiqing Sun et al.", "ACL", 2020, SMALL,
     "https://arxiv.org/pdf/2004.02984.pdf"),
    ("EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", "Mingxing Tan et al.", "ICML", 2019,
     SMALL, ""),
    ("Shufflenet: An extremely efficient convolutional neural network for mobile devices", "Xiangyu Zhang et al.",
     "CVPR", 2018, SMALL, ""),
    ("MobileNetV2: Inverted Residuals and Linear Bottlenecks", "Mark Sandler et al.", "CVPR", 2018, SMALL, ""),
    ("DeepType: On-Device Deep Learning for Input Personalization Service with Minimal Privacy Concern",
     "Mengwei Xu et al.", "Ubicomp", 2018, LANGUAGE, ""),
    ("Federated learning for mobile keyboard prediction", "Google", "Arrive", 2018, LANGUAGE,
     "https://arxiv.org/abs/1811.03604"),
    ("Fast On-device LLM Inference with NPUs", "Daliang Xu et al.", "ASPLOS", 2025, TOGETHER,
     "https://arxiv.org/abs/2407.05858"),
    ("PowerInfer-2: Fast Large Language Model Inference on a Smartphone", "", "arXiv", 2024, TOGETHER,
     "https://arxiv.org/abs/2406.06282"),
)  # fmt: skip

PROJECTS: Sequence[tuple[str, str, tuple[str, ...], str]] = (
    ("Tensorflow Lite: Deploy machine learning models on mobile and edge devices", "Google", FRAMEWORKS,
     "https://www.tensorflow.org/lite"),
    ("TensorflowJS: A WebGL accelerated JavaScript library for training and deploying ML models", "Google", FRAMEWORKS,
     "https://github.com/tensorflow/tfjs"),
    ("MNN: A Universal and Efficient Inference Engine", "Alibaba", FRAMEWORKS, "https://github.com/alibaba/MNN"),
    ("TensorRT: A C++ library for high performance inference on NVIDIA GPUs and deep learning accelerators", "Nvidia",
     DEPLOYMENT, "https://github.com/NVIDIA/TensorRT"),
    ("TVM: Open deep learning compiler stack for cpu, gpu and specialized accelerators", "Tianqi Chen et al.",
     DEPLOYMENT, "https://github.com/apache/tvm"),
    ("NCNN: a high-performance neural network inference framework optimized for the mobile platform", "Tencent",
     DEPLOYMENT, "https://github.com/Tencent/ncnn"),
)  # fmt: skip


def default_entries() -> list[Entry]:
    """Return the works above as entries, in order."""
    papers = [
        _entry(EntryKind.PAPER, title, section, authors, venue, year, (Link(LinkKind.PAPER, url),) if url else ())
        for title, authors, venue, year, section, url in PAPERS
    ]
    projects = [
        _entry(EntryKind.PROJECT, title, section, authors, None, None, (Link(LinkKind.CODE, url),))
        for title, authors, section, url in PROJECTS
    ]
    return papers + projects


def paper(title: str, section: tuple[str, ...] = SMALL, **more: str) -> Entry:
    """Make one more paper."""
    return _entry(EntryKind.PAPER, title, section, more.get("authors", ""), more.get("venue"), None, ())


def catalog_of(entries: Iterable[Entry], list_name: str = "mobile") -> Catalog:
    """Put entries into a catalog of one list as `e0`, `e1` and so on, each first seen a day after the one before."""
    stored = tuple(
        CatalogEntry(EntryRef(list_name, f"e{number}"), entry, FIRST_SEEN + timedelta(days=number))
        for number, entry in enumerate(entries)
    )
    return Catalog(1, (FollowedList(list_name, "Mobile", "catalog.yaml"),), stored)


def engine_over(catalog: Catalog, kept: Iterable[Part] | None = None) -> SearchEngine:
    """Build an engine with the tables that ship with the bot."""
    return SearchEngine(catalog, venue_table(), synonym_table(), kept=kept)


def chance(seed: int) -> Random:
    """Return randomness that can be repeated."""
    return Random(seed)


def _entry(
    kind: EntryKind,
    title: str,
    section: tuple[str, ...],
    authors: str,
    venue: str | None,
    year: int | None,
    links: tuple[Link, ...],
) -> Entry:
    return Entry(
        title=title,
        kind=kind,
        placements=(Placement(section),),
        name=short_name(title),
        authors=authors or None,
        venue=venue,
        year=year,
        links=links,
    )
