from argparse import ArgumentParser

import pytorch_lightning as pl
import torch


class LitClassifier(pl.LightningModule):
    def __init__(self, hidden_dim=128, learning_rate=1e-3, **kwargs):
        super().__init__()
        self.save_hyperparameters()
        self.l1 = torch.nn.Linear(28 * 28, self.hparams.hidden_dim)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.learning_rate)

    @staticmethod
    def add_model_specific_args(parent_parser):
        parser = ArgumentParser(parents=[parent_parser], add_help=False)
        parser.add_argument("--hidden_dim", type=int, default=128)
        parser.add_argument("--learning_rate", type=float, default=0.0001)
        return parser


class LitData(pl.LightningDataModule):
    @classmethod
    def add_argparse_args(cls, parent_parser, **kwargs):
        group = parent_parser.add_argument_group(cls.__name__)
        group.add_argument("--batch_size", default=32, type=int)
        group.add_argument("--augmentation", choices=["none", "light", "heavy"], default="light")
        return parent_parser


def cli_main():
    pl.seed_everything(1234)
    parser = ArgumentParser()
    parser = pl.Trainer.add_argparse_args(parser)
    parser = LitData.add_argparse_args(parser)
    parser = LitClassifier.add_model_specific_args(parser)
    args = parser.parse_args()
    model = LitClassifier(args.hidden_dim, args.learning_rate)
    pl.Trainer.from_argparse_args(args).fit(model)


if __name__ == "__main__":
    cli_main()
