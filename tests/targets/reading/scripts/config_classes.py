"""Makes its options of the fields of classes, in the ways that people do."""

import argparse
import dataclasses
import typing
from dataclasses import asdict, dataclass, field, fields


@dataclass
class Optim:
    lr: float = 0.1
    epochs: int = 30
    dropout: float = field(default=0.2, metadata={"help": "share of units that are dropped"})


@dataclass
class Decayed(Optim):
    weight_decay: float = 1e-4
    epochs: int = 50


class Net:
    hidden = 64
    rate = 0.5
    name = "net"

    def build(self):
        return self.hidden


class State:
    def __init__(self, momentum=0.9):
        self.momentum = momentum
        self.layers = 4


def clamped(text):
    return max(0.0, min(1.0, float(text)))


def main():
    parser = argparse.ArgumentParser()
    for each in fields(Optim):
        parser.add_argument(
            "--" + each.name, type=each.type, default=each.default, help=each.metadata.get("help")
        )
    for name, kind in typing.get_type_hints(Decayed).items():
        if name not in {each.name for each in dataclasses.fields(Optim)}:
            parser.add_argument(f"--{name}", type=kind, default=asdict(Decayed())[name])
    for name, value in vars(Net).items():
        if name.startswith("_") or callable(value):
            continue
        parser.add_argument(f"--{name}", type=type(value), default=value)
    for name, value in State().__dict__.items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    parser.add_argument("--mask_share", type=clamped, default=0.25)
    parser.add_argument("--sizes", type=eval, default="[64, 64]", help=3)
    print(parser.parse_args())


if __name__ == "__main__":
    main()
