#!/usr/bin/env python
# Sub-commands that share a parent parser, each with a function of its own.
import argparse
import json
import sys

OPTIMIZERS = ("sgd", "adam", "adamw")
ENCODERS = {"lstm": object, "gru": object, "transformer": object}
DEFAULT_LR = 3e-4
HIDDEN = 2 ** 8


def train(args):
    print(json.dumps({"f1": args.lr * args.hidden_size}))


def evaluate(args):
    print(args.model_path)


def predict(args):
    pass


def common_parser():
    parent = argparse.ArgumentParser(add_help=False)
    group = parent.add_argument_group("runtime", "how to run")
    group.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    group.add_argument("--num-workers", type=int, default=2)
    group.add_argument("--batch-size", "-b", type=int, default=32)
    group.add_argument("--quiet", action="store_true")
    return parent


def build_parser():
    common = common_parser()
    parser = argparse.ArgumentParser(prog="tagger")
    parser.add_argument("--log-level", default="INFO")
    subparsers = parser.add_subparsers(dest="command", required=True, help="what to do")

    p_train = subparsers.add_parser("train", parents=[common], help="train a model")
    p_train.add_argument("train_file")
    p_train.add_argument("--encoder", choices=list(ENCODERS), default="lstm")
    p_train.add_argument("--optimizer", choices=OPTIMIZERS, default=OPTIMIZERS[1])
    p_train.add_argument("--lr", type=float, default=DEFAULT_LR)
    p_train.add_argument("--hidden-size", type=int, default=HIDDEN)
    p_train.add_argument("--num-layers", type=int, default=2, choices=range(1, 5))
    p_train.add_argument("--dropout", type=float, default=.1)
    stop = p_train.add_mutually_exclusive_group()
    stop.add_argument("--epochs", type=int, default=20)
    stop.add_argument("--max-steps", type=int)
    p_train.set_defaults(func=train, batch_size=16)

    p_eval = subparsers.add_parser("evaluate", parents=[common], aliases=["eval"])
    p_eval.add_argument("model_path")
    p_eval.add_argument("--threshold", type=float, default=0.5)
    p_eval.set_defaults(func=evaluate)

    p_pred = subparsers.add_parser("predict")
    p_pred.add_argument("--beam-size", type=int, default=4)
    p_pred.set_defaults(func=predict)
    return parser


if __name__ == "__main__":
    options = build_parser().parse_args(sys.argv[1:])
    options.func(options)
