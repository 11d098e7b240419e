""" A configuration file is parsed first; its values become the defaults of the second parser. """
import argparse
import logging
from contextlib import suppress

import yaml

config_parser = parser = argparse.ArgumentParser(description='Training Config', add_help=False)
parser.add_argument('-c', '--config', default='', type=str, metavar='FILE',
                    help='YAML config file specifying default arguments')

parser = argparse.ArgumentParser(description='Image Training')
group = parser.add_argument_group('Dataset parameters')
parser.add_argument('data', nargs='?', metavar='DIR', const=None, help='path to dataset')
group.add_argument('--dataset', metavar='NAME', default='')

group = parser.add_argument_group('Model parameters')
group.add_argument('--model', default='resnet50', type=str, metavar='MODEL')
group.add_argument('--drop', type=float, default=0.0, metavar='PCT', help='Dropout rate (default: 0.)')
group.add_argument('--drop-path', type=float, default=None, metavar='PCT')
group.add_argument('--img-size', type=int, default=None, metavar='N')
group.add_argument('--num-classes', type=int, default=None)
scripting_group = group.add_mutually_exclusive_group()
scripting_group.add_argument('--torchscript', dest='torchscript', action='store_true')
scripting_group.add_argument('--use-ema', action='store_true')
scripting_group.add_argument('--use-swa', action='store_true')

group = parser.add_argument_group('Optimizer parameters')
group.add_argument('--opt', default='sgd', type=str, metavar='OPTIMIZER')
group.add_argument('--opt-eps', default=None, type=float)
group.add_argument('--opt-betas', default=None, type=float, nargs='+', metavar='BETA')
group.add_argument('--momentum', type=float, default=0.9)
group.add_argument('--weight-decay', type=float, default=2e-5)
group.add_argument('--clip-grad', type=float, default=None, metavar='NORM')
group.add_argument('--clip-mode', type=str, default='norm', choices=['norm', 'value', 'agc'])
group.add_argument('--lr', type=float, default=None, metavar='LR')
group.add_argument('--lr-base', type=float, default=0.1, metavar='LR')
group.add_argument('--lr-noise', type=float, nargs='+', default=None)
group.add_argument('--min-lr', type=float, default=0)
group.add_argument('--epochs', type=int, default=300)
group.add_argument('--start-epoch', default=None, type=int)
group.add_argument('--decay-milestones', default=[90, 180, 270], type=int, nargs='+')
group.add_argument('--warmup-epochs', type=int, default=5)
group.add_argument('--patience-epochs', type=int, default=10)
group.add_argument('--decay-rate', '--dr', type=float, default=0.1, metavar='RATE')
group.add_argument('--smoothing', type=float, default=0.1)
group.add_argument('--mixup', type=float, default=0.0)
group.add_argument('--hflip', type=float, default=0.5)
group.add_argument('--color-jitter', type=float, default=0.4)
group.add_argument('--aa', type=str, default=None, metavar='NAME')
group.add_argument('--bn-momentum', type=float, default=None)
parser.add_argument('--seed', type=int, default=42)
parser.add_argument('--recovery-interval', type=int, default=0)
parser.add_argument('-j', '--workers', type=int, default=4)
parser.add_argument('--amp', action='store_true', default=False)
parser.add_argument('--output', default='', type=str)
parser.add_argument("--local_rank", default=0, type=int)


def _parse_args():
    args_config, remaining = config_parser.parse_known_args()
    if args_config.config:
        with open(args_config.config, 'r') as f:
            cfg = yaml.safe_load(f)
            parser.set_defaults(**cfg)
    args = parser.parse_args(remaining)
    args_text = yaml.safe_dump(args.__dict__, default_flow_style=False)
    return args, args_text


def main():
    with suppress(ValueError):
        args, args_text = _parse_args()
        logging.info(args_text)


if __name__ == '__main__':
    main()
