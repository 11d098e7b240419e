"""A program with a configuration, changed word by word: `config_overrides.py model.alpha=0.1`.

As with Hydra, whose `@hydra.main` would stand in the place of `configured`: the values are in
config_overrides.yaml, and each word of the command line sets one of them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def configured(words: list[str]) -> dict[str, Any]:
    """Returns the configuration with what the words set."""
    path = Path(__file__).with_name("config_overrides.yaml")
    config: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for word in words:
        name, _, value = word.partition("=")
        *groups, last = name.split(".")
        place = config
        for group in groups:
            place = place[group]
        if last not in place:
            raise SystemExit(f"The configuration has no {name}.")
        kind = type(place[last])
        place[last] = value if kind is str else kind(json.loads(value))
    return config


def main() -> None:
    """Trains a linear classifier; prints one JSON object for each pass."""
    config = configured(sys.argv[1:])
    model, training = config["model"], config["training"]
    data = load_breast_cancer()
    rows, held_out, labels, truth = train_test_split(
        data.data, data.target, test_size=0.3, random_state=config["seed"], stratify=data.target
    )
    scaler = StandardScaler().fit(rows)
    rows, held_out = scaler.transform(rows), scaler.transform(held_out)
    classifier = SGDClassifier(
        loss=model["loss"],
        alpha=model["alpha"],
        l1_ratio=model["l1_ratio"],
        penalty="elasticnet",
        learning_rate="constant",
        eta0=training["learning_rate"],
        random_state=config["seed"],
    )
    for epoch in range(1, training["epochs"] + 1):
        classifier.partial_fit(rows, labels, classes=[0, 1])
        accuracy = float(classifier.score(held_out, truth))
        print(json.dumps({"epoch": epoch, "accuracy": accuracy}), flush=True)


if __name__ == "__main__":
    main()
