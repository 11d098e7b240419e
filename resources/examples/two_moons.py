"""A training script as many are: argparse in front, a learning curve on stdout.

It teaches a small network to tell two half moons apart, in plain Python. Nothing in it knows of
tuner-gui: the parameters are read off `add_argument`, the metrics off what it prints.
"""

from __future__ import annotations

import argparse
import math
import random


def parse_args() -> argparse.Namespace:
    """Returns what the command line says."""
    parser = argparse.ArgumentParser(description="Tells two half moons apart.")
    parser.add_argument("--lr", type=float, default=0.05, help="learning rate")
    parser.add_argument("--hidden", type=int, default=8, help="units of the hidden layer")
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--momentum", type=float, default=0.9)
    parser.add_argument("--weight-decay", type=float, default=1e-4)
    parser.add_argument("--activation", choices=("tanh", "relu"), default="tanh")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def moons(count: int, luck: random.Random) -> list[tuple[float, float, int]]:
    """Returns points of two half moons, each with its label."""
    points = []
    for place in range(count):
        angle, label = math.pi * luck.random(), place % 2
        x, y = math.cos(angle), math.sin(angle)
        if label:
            x, y = 1 - x, 0.5 - y
        points.append((x + luck.gauss(0, 0.2), y + luck.gauss(0, 0.2), label))
    return points


class Network:
    """Two inputs, one hidden layer, one output."""

    def __init__(self, args: argparse.Namespace, luck: random.Random) -> None:
        self.args = args
        self.units = [[luck.gauss(0, 1) for _ in range(3)] for _ in range(args.hidden)]
        self.out = [luck.gauss(0, 1) / math.sqrt(args.hidden) for _ in range(args.hidden + 1)]
        self.speed = [[0.0] * 3 for _ in range(args.hidden)]
        self.out_speed = [0.0] * (args.hidden + 1)

    def forward(self, x: float, y: float) -> tuple[list[float], float]:
        """Returns what the hidden units say, and the chance of a point's being of moon 1."""
        sums = [unit[0] * x + unit[1] * y + unit[2] for unit in self.units]
        is_tanh = self.args.activation == "tanh"
        said = [math.tanh(each) if is_tanh else max(0.0, each) for each in sums]
        total = sum(w * each for w, each in zip(self.out, said, strict=False)) + self.out[-1]
        return said, 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def learn(self, batch: list[tuple[float, float, int]]) -> float:
        """Takes one step down the gradient; returns the loss of the batch."""
        slopes = [[0.0] * 3 for _ in self.units]
        out_slopes = [0.0] * len(self.out)
        loss = 0.0
        for x, y, label in batch:
            said, chance = self.forward(x, y)
            loss -= math.log(max(1e-12, chance if label else 1 - chance))
            error = (chance - label) / len(batch)
            out_slopes[-1] += error
            for place, each in enumerate(said):
                out_slopes[place] += error * each
                is_tanh = self.args.activation == "tanh"
                bend = 1 - each * each if is_tanh else float(each > 0)
                back = error * self.out[place] * bend
                for index, value in enumerate((x, y, 1.0)):
                    slopes[place][index] += back * value
        self._move(self.out, self.out_speed, out_slopes)
        for unit, speed, slope in zip(self.units, self.speed, slopes, strict=True):
            self._move(unit, speed, slope)
        return loss / len(batch)

    def _move(self, weights: list[float], speed: list[float], slopes: list[float]) -> None:
        for index, slope in enumerate(slopes):
            pull = slope + self.args.weight_decay * weights[index]
            speed[index] = self.args.momentum * speed[index] - self.args.lr * pull
            weights[index] += speed[index]


def main() -> None:
    """Trains, and prints a line for each pass."""
    args = parse_args()
    luck = random.Random(args.seed)
    points, held_out = moons(400, luck), moons(400, luck)
    network = Network(args, luck)
    for epoch in range(1, args.epochs + 1):
        luck.shuffle(points)
        starts = range(0, len(points), args.batch_size)
        losses = [network.learn(points[start : start + args.batch_size]) for start in starts]
        right = sum((network.forward(x, y)[1] > 0.5) == bool(label) for x, y, label in held_out)
        loss = sum(losses) / len(losses)
        print(f"epoch {epoch}: loss={loss:.4f} val_acc={right / len(held_out):.4f}", flush=True)


if __name__ == "__main__":
    main()
