"""Arguments added in helper functions, loops and by an alias."""
import argparse
from functools import partial

LOSSES = ["l1", "l2", "huber"]
STAGES = ("encoder", "decoder")
SCHEDULE = {
    "warmup_steps": dict(type=int, default=500, help="steps of warm-up"),
    "decay": {"type": float, "default": 0.95},
}
COMMON = dict(type=float, metavar="X")


def add_float(parser, name, default, **kwargs):
    parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=default, **kwargs)


def add_optimizer_args(parser, default_lr=1e-3, with_momentum=True):
    group = parser.add_argument_group(title="optimizer")
    add = group.add_argument
    add("-lr", "--learning_rate", type=float, default=default_lr, help="step size")
    add("--wd", dest="weight_decay", default=1e-5, **COMMON)
    if with_momentum:
        add_float(group, "momentum", 0.9, help="momentum of SGD")
    return parser


def add_model_args(parser):
    for stage in STAGES:
        parser.add_argument("--%s-layers" % stage, type=int, default=4)
        parser.add_argument("--{}-dropout".format(stage), type=float, default=0.1)
    for size in ("embed", "ffn"):
        parser.add_argument("--" + size + "_dim", type=int, default={"embed": 256, "ffn": 1024}[size])


class Options:
    def __init__(self):
        self.parser = argparse.ArgumentParser(allow_abbrev=False)
        self.initialized = False

    def initialize(self):
        p = self.parser
        p.add_argument("--loss", type=str, default=LOSSES[-1], choices=LOSSES)
        p.add_argument("--clip", type=float, default=1., help="max gradient norm")
        p.add_argument("-T", "--temperature", type=float, default=1.0)
        add_model_args(p)
        add_optimizer_args(p, default_lr=5e-4)
        for name, spec in SCHEDULE.items():
            p.add_argument("--" + name, **spec)
        float_arg = partial(p.add_argument, type=float)
        float_arg("--alpha", default=0.5)
        p.add_argument("--out-dir", default="runs/exp")
        p.add_argument("--exp-name", type=str, required=True)
        self.initialized = True

    def parse(self):
        if not self.initialized:
            self.initialize()
        opt = self.parser.parse_args()
        return opt


def main():
    opt = Options().parse()
    for epoch in range(3):
        print("loss=%f" % (opt.alpha / (epoch + 1)))


if __name__ == "__main__":
    main()
