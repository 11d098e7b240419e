"""Names that say how far an option is to be varied: a table; data only."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class KnownName:
    """A range for numbers of certain names.

    Args:
        pattern: of the whole name in lower case, with underscores.
        title: what it is, as a sentence begins.
        usual: the range without a default to go by.
        around: what a default is divided and multiplied by for its range; 0 takes the usual end.
        within: what the range never leaves, but for a default outside.
        log: drawn in the logarithm.
        powers: powers of two are listed instead, around a default that is one.
        defaults: the row is for defaults in this range only.
        types: the row is for numbers of this type only.
        is_optional: without a default it is switched off, and best left so.
        selected: whether to vary it.
        advice: said after the title.
    """

    pattern: re.Pattern[str]
    title: str
    usual: Span
    around: Span = (0, 0)
    within: Span = (0, math.inf)
    log: bool = False
    powers: bool = False
    defaults: Span | None = None
    types: Literal["", "int", "float"] = "float"
    is_optional: bool = False
    selected: bool = True
    advice: str = ""


def _rate(names: str, title: str, usual: Span, around: Span, most: float = math.inf) -> KnownName:
    """A number of any size: what matters is its magnitude."""
    return KnownName(re.compile(names), title, usual, around, (0, most), log=True)


def _share(names: str, title: str, usual: Span, defaults: Span | None = None) -> KnownName:
    """A number between two ends that its meaning gives."""
    return KnownName(re.compile(names), title, usual, defaults=defaults)


def _count(
    names: str, title: str, usual: Span, around: Span = (0, 0), *, log: bool = False
) -> KnownName:
    return KnownName(re.compile(names), title, usual, around, (1, math.inf), log, types="int")


def _power(names: str, title: str, usual: Span, around: Span = (4, 4)) -> KnownName:
    """A size for which powers of two are tried."""
    pattern = re.compile(names)
    return KnownName(
        pattern, title, usual, around, (1, math.inf), log=True, powers=True, types="int"
    )


def _length(names: str, title: str, usual: Span, types: Literal["", "int"] = "int") -> KnownName:
    """How long a training is."""
    return KnownName(
        re.compile(names),
        title,
        usual,
        (4, 2),
        (1, math.inf),
        log=True,
        types=types,
        is_optional=True,
        advice="; more take longer",
    )


KNOWN: tuple[KnownName, ...] = (
    _rate(
        r"(?!\w*(gamma|decay|steps?|epochs?|power|factor|patience|scheduler|type|ratio|warmup|mult|"
        r"drop|schedule|policy|cycle\w*|scale|every|freq|interval|milestones?|mode|restart\w*|pct|prob|std)$)"
        r"(\w+_)?([bdg]?lr\d?|learning_?rate\d?|eta0?|step_size|stepsize)(_\w+)?",
        "A learning rate",
        (1e-5, 1e-1),
        (100, 10),
        most=1.0,
    ),
    _share(r"gae_?lambda|lam", "The lambda of advantage estimation", (0.8, 1.0)),
    _rate(
        r"(\w+_)?(weight_?decay\d?|wd\d?|lamb|l1|l2|reg|regulari[sz]ation|reg_?(alpha|lambda|weight|strength)|"
        r"(l1|l2)_(reg|lambda|penalty|weight|alpha|norm)|lambda_?(l1|l2|reg)?|lambd|lmbda|ridge|"
        r"ccp_alpha|penalty_weight|kl_weight)",
        "A weight of regularisation",
        (1e-6, 1e-1),
        (100, 100),
        most=10.0,
    ),
    KnownName(
        re.compile(
            r"(\w+_)?(eval|val|valid|validation|test|infer|inference|predict)_(batch_?size|bs|bsz)|"
            r"(batch_?size|bs)_(eval|val|valid|test)"
        ),
        "The batch size of an evaluation",
        (1, 1024),
        (4, 4),
        log=True,
        powers=True,
        types="int",
        selected=False,
        advice=" changes the time, not the result",
    ),
    _power(
        r"(\w+_)?(batch_?si?ze?|bs|bsz|batch|mini_?batch(_size)?)(_\w+)?",
        "A batch size",
        (8, 256),
    ),
    _share(
        r"(\w+_)?(drop_?out|drop|drop_?(rate|prob|path|path_rate|connect)|p_drop(out)?)"
        r"(_?(p|prob|rate|ratio|keep_prob)|_\w+)?",
        "A dropout rate",
        (0.0, 0.6),
    ),
    _share(r"(\w+_)?(label_?)?smoothing(_\w+)?", "Label smoothing", (0.0, 0.3), (0.0, 0.5)),
    _share(r"(\w+_)?(beta_?1|b1)", "The decay of a mean of gradients", (0.8, 0.99)),
    _share(r"(\w+_)?(beta_?2|b2)", "The decay of a mean of squared gradients", (0.9, 0.9999)),
    _share(r"(\w+_)?(momentum|mom)(_\w+)?", "A momentum", (0.5, 0.99)),
    _share(r"(\w+_)?(ema|polyak)(_\w+)?", "The decay of a moving mean", (0.9, 0.9999), (0.5, 1.0)),
    _share(
        r"(\w+_)?warm_?up(_(ratio|frac|fraction|proportion|prop|pct|percent))?",
        "A share of warm-up",
        (0.0, 0.3),
        (0.0, 1.0),
    ),
    _share(
        r"(\w+_)?(gamma|discount(_factor|_rate)?)",
        "A discount or decay factor",
        (0.8, 0.9999),
        (0.9, 1.0),
    ),
    _share(
        r"(\w+_)?(decay|decay_?rate|decay_factor)",
        "A decay factor",
        (0.8, 0.999),
        (0.8, 1.0),
    ),
    _share(
        r"(\w+_)?(gamma|decay|decay_?rate|decay_factor)|(\w+_)?(lr|learning_rate)_(decay|factor)(_\w+)?|"
        r"factor",
        "A decay factor",
        (0.05, 0.95),
        (0.05, 0.95),
    ),
    KnownName(
        re.compile(r"(\w+_)?decay"),
        "A weight of regularisation",
        (1e-6, 1e-1),
        (100, 100),
        (0, 10.0),
        log=True,
        defaults=(1e-9, 0.05),
    ),
    _rate(r"(\w+_)?gamma", "A kernel width", (1e-4, 10.0), (100, 100)),
    _rate(r"(\w+_)?(temperature|temp)", "A temperature", (0.1, 10.0), (10, 10)),
    _rate(r"(\w+_)?tau", "A rate of mixing, or a temperature", (1e-3, 1.0), (10, 10)),
    _rate(
        r"(start|end|init|initial|final|min|max)_(e|eps|epsilon)|"
        r"(eps|epsilon|exploration)_(start|end|init|initial|final|min|max|rate)",
        "A rate of exploration",
        (0.01, 1.0),
        (10, 10),
        most=1.0,
    ),
    KnownName(
        re.compile(r"(\w+_)?(eps|epsilon)"),
        "A guard against division by zero",
        (1e-10, 1e-5),
        (100, 100),
        log=True,
        defaults=(0.0, 1e-4),
        selected=False,
        advice=" seldom changes the result",
    ),
    _share(
        r"(ppo_)?clip_?(range|ratio|coef|eps|epsilon|param)|eps_clip",
        "A clipping range",
        (0.05, 0.4),
    ),
    KnownName(
        re.compile(
            r"(\w+_)?(clip|clip_?grad|grad_?clip(ping)?|gradient_?clip(ping)?|max_?(grad_?)?norm|"
            r"grad_norm|clip_?norm)(_\w+)?"
        ),
        "A limit of the gradient",
        (0.1, 10.0),
        (10, 10),
        log=True,
        is_optional=True,
    ),
    _rate(
        r"ent(ropy)?_?(coef|coeff|weight|beta|bonus)",
        "A weight of entropy",
        (1e-5, 0.1),
        (100, 10),
    ),
    _share(r"(vf|value)_?(loss_)?(coef|coeff)", "A weight of the value's loss", (0.1, 1.0)),
    _share(r"(\w+_)?(mixup|cutmix)(_alpha)?", "The strength of a mixture", (0.0, 1.0)),
    _share(
        r"l1_ratio|(\w+_)?(col|sub)_?sample(_?by_?\w+)?|(max|bagging|feature)_?(features|fraction)|"
        r"max_samples",
        "A fraction",
        (0.1, 1.0),
    ),
    _rate(r"c|alpha|cost", "A strength of regularisation", (1e-3, 1e3), (100, 100)),
    _count(
        r"min_(child_weight|data_in_leaf|child_samples|samples_leaf)",
        "A least size of leaves",
        (1, 50),
        log=True,
    ),
    _count(r"min_samples_split", "A least size to split", (2, 20)),
    _count(r"(num|n|max)_leaves|max_leaf_nodes", "A number of leaves", (4, 256), (4, 8), log=True),
    _count(
        r"(n|num)_?(estimators|trees|iterations|rounds|boost_rounds?)|trees|(num_)?boost(ing)?_rounds?",
        "A number of trees or rounds",
        (20, 500),
        (4, 5),
        log=True,
    ),
    _count(r"(n|num)_?neighbou?rs|k|knn_k", "A number of neighbours", (1, 30)),
    _count(r"(n|num)_(clusters|components)", "A number of components", (2, 20), (4, 4)),
    _count(
        r"(\w+_)?(depth|(n|num)_?(\w+_)?(layers?|blocks?|stages)|n?layers?|n?blocks?)",
        "A depth",
        (1, 12),
        (3, 2),
    ),
    _power(
        r"(\w+_)?accum(ulation|ulate)?(_\w+)?",
        "A number of batches to a step",
        (1, 16),
    ),
    _power(r"(\w+_)?(n?heads?)", "A number of heads", (1, 16), (4, 2)),
    _power(
        r"(\w+_)?(hidden(_?(size|dim|units|width|channels|features|nodes))?|width|n?units|nhid|hid|"
        r"neurons|filters|channels|kernels|hiddens|dims?|d_model|d_ff|n_embd|emsize|ngf|ndf|nz|"
        r"(emb|embed|embedding|latent|fc|ffn?|mlp|model|proj|projection|feature)_?(dim|size)|latent|"
        r"dim_feedforward|(lora_)?r|(lora_)?rank)(_?\d+)?",
        "A width",
        (16, 512),
    ),
    _count(r"(\w+_)?kernel_?size", "The size of a kernel", (1, 9)),
    KnownName(
        re.compile(r"(\w+_)?warm_?up(_?(steps|epochs|iters|iterations))?"),
        "A length of warm-up",
        (0, 1000),
        (4, 4),
        types="int",
        is_optional=True,
    ),
    replace(
        _length(
            r"(num|n|nb|max|total|train|training)?_?(train_|training_)?n?epochs?(_num|_max)?",
            "A number of epochs",
            (1, 100),
            "",
        ),
        selected=False,
        advice=": more usually win and take longer, so trials compare best with it fixed",
    ),
    _length(
        r"(\w+_)?(iters?|iterations?|steps|timesteps|updates)", "A number of steps", (100, 10_000)
    ),
    _rate(
        r"(\w+_)?(scale|weight|coef|coeff|coefficient|lambda\w*|alpha\w*|beta\w*|margin|sigma|std|"
        r"noise\w*)",
        "A weight or scale",
        (1e-2, 10.0),
        (10, 10),
    ),
    _share(r"(\w+_)?(threshold|thresh|quantile)", "A threshold", (0.05, 0.95), (0.05, 0.95)),
    _share(
        r"(\w+_)?(p|prob|probability|ratio|rate|frac|fraction|percent(age)?|pct|proportion|share|epsilon|[hv]?flip|reprob)"
        r"(_\w+)?",
        "A share of one",
        (0.0, 1.0),
        (0.0, 1.0),
    ),
)
"""Rows are tried in this order; the first that fits is taken."""
