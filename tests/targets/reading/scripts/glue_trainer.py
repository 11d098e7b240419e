#!/usr/bin/env python
"""Finetuning a library model for sequence classification."""
import logging
import os
import sys
from dataclasses import dataclass, field
from enum import Enum
from typing import List, Optional

from transformers import AutoModelForSequenceClassification, HfArgumentParser, Trainer, TrainingArguments

logger = logging.getLogger(__name__)
task_to_keys = {"cola": ("sentence", None), "mrpc": ("sentence1", "sentence2"), "rte": ("a", "b")}


class Pooling(Enum):
    MEAN = "mean"
    CLS = "cls"


@dataclass
class DataTrainingArguments:
    """Arguments pertaining to what data we are going to input our model for training and eval."""

    task_name: Optional[str] = field(
        default=None,
        metadata={"help": "The name of the task to train on: " + ", ".join(task_to_keys.keys())},
    )
    max_seq_length: int = field(
        default=128,
        metadata={"help": "The maximum total input sequence length after tokenization."},
    )
    overwrite_cache: bool = field(default=False, metadata={"help": "Overwrite the cached datasets"})
    pad_to_max_length: bool = field(default=True)
    max_train_samples: Optional[int] = field(default=None)
    train_file: Optional[str] = field(default=None)

    def __post_init__(self):
        if self.task_name is not None and self.task_name not in task_to_keys:
            raise ValueError("Unknown task")


@dataclass
class ModelArguments:
    model_name_or_path: str = field(metadata={"help": "Path to pretrained model"})
    cache_dir: Optional[str] = None
    pooling: Pooling = Pooling.MEAN
    hidden_dropout_prob: float = 0.1
    lora_r: int = field(default=8, metadata={"help": "Rank of the adapters."})
    lora_alpha: float = 16.0
    target_modules: List[str] = field(default_factory=lambda: ["q_proj", "v_proj"])
    freeze_embeddings: bool = field(default=False)
    temperature: Optional[float] = field(default=1.0)


@dataclass
class OurTrainingArguments(TrainingArguments):
    learning_rate: float = 2e-5
    margin: float = field(default=0.2)


def main():
    parser = HfArgumentParser((ModelArguments, DataTrainingArguments, OurTrainingArguments))
    if len(sys.argv) == 2 and sys.argv[1].endswith(".json"):
        model_args, data_args, training_args = parser.parse_json_file(json_file=sys.argv[1])
    else:
        model_args, data_args, training_args = parser.parse_args_into_dataclasses()
    model = AutoModelForSequenceClassification.from_pretrained(model_args.model_name_or_path)
    trainer = Trainer(model=model, args=training_args)
    trainer.train()


if __name__ == "__main__":
    main()
