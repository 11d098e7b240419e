"""Every way to say a type."""
import argparse
import ast
import enum
import math
import os
import pathlib
from functools import partial

ACTIVATIONS = {"relu": max, "tanh": math.tanh, "gelu": None}
FOLDS = 5
BASE_LR = 1e-3
SCRATCH = os.environ.get("SCRATCH_DIR", "/tmp/scratch")


class Scheduler(enum.Enum):
    COSINE = "cosine"
    STEP = "step"
    NONE = "none"

    def __str__(self):
        return self.value


class Norm(enum.Enum):
    batch = 1
    layer = 2


def str2bool(v):
    if isinstance(v, bool):
        return v
    if v.lower() in ("yes", "true", "t", "y", "1"):
        return True
    elif v.lower() in ("no", "false", "f", "n", "0"):
        return False
    raise argparse.ArgumentTypeError("Boolean value expected.")


def unit_interval(text):
    value = float(text)
    if value < 0.0 or value > 1.0:
        raise argparse.ArgumentTypeError("%r not in [0, 1]" % value)
    return value


def positive_int(text):
    number = int(text)
    if not number > 0:
        raise argparse.ArgumentTypeError("must be positive")
    return number


def parse_args(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=lambda x: float(x), default=BASE_LR * 3)
    parser.add_argument("--width", type=lambda s: int(float(s)), default=1 << 7)
    parser.add_argument("--use-bn", type=str2bool, nargs="?", const=True, default=True)
    parser.add_argument("--bias", type=lambda x: (str(x).lower() == "true"), default=False)
    parser.add_argument("--residual", type=lambda x: bool(int(x)), default=1)
    parser.add_argument("--wrong-bool", type=bool, default=False)
    parser.add_argument("--untyped-bool", default=False)
    parser.add_argument("--untyped-rate", default=0.01)
    parser.add_argument("--keep", type=unit_interval, default=0.5)
    parser.add_argument("--depth", type=positive_int, default=3)
    parser.add_argument("--mask", type=partial(int, base=16), default=255)
    parser.add_argument("--schedule", type=Scheduler, choices=list(Scheduler), default=Scheduler.COSINE)
    parser.add_argument("--norm", type=lambda s: Norm[s], choices=list(Norm), default=Norm.batch)
    parser.add_argument("--activation", choices=ACTIVATIONS.keys(), default="relu")
    parser.add_argument("--degree", type=int, choices=range(1, 6), default=3)
    parser.add_argument("--bins", type=int, choices=range(16, 257, 8), default=64)
    parser.add_argument("--grid", type=int, choices=[2 ** i for i in range(3, 8)], default=32)
    parser.add_argument("--order", type=float, choices=(1, 2, float("inf")), default=2)
    parser.add_argument("--literal", type=ast.literal_eval, default=0.25)
    parser.add_argument("--dims", type=lambda s: [int(v) for v in s.split(",")], default="64,64")
    parser.add_argument("--fold", type=int, default=0, choices=range(FOLDS))
    parser.add_argument("--scratch", type=pathlib.Path, default=SCRATCH)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", 8080)))
    parser.add_argument("--momentum", type=float, default=os.getenv("MOMENTUM", 0.9))
    parser.add_argument("--budget", type=float, default=None)
    parser.add_argument("--offset", type=float, default=-0.5)
    parser.add_argument("--mode", default="fast", const="slow", nargs="?", choices=["fast", "slow"])
    return parser.parse_args(argv)


if __name__ == "__main__":
    args = parse_args()
    print(f"score={args.keep}")
