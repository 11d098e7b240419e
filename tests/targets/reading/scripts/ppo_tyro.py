# One dataclass from which the command line is made.
import os
import random
from dataclasses import dataclass

import tyro


@dataclass
class Optim:
    lr: float = 2.5e-4
    """the learning rate of the optimizer"""
    anneal: bool = True
    eps: float = 1e-5


@dataclass
class Args:
    optim: Optim
    exp_name: str = os.path.basename(__file__)[: -len(".py")]
    """the name of this experiment"""
    seed: int = 1
    torch_deterministic: bool = True
    cuda: bool = True
    env_id: str = "CartPole-v1"
    total_timesteps: int = 500000
    num_envs: int = 4
    num_steps: int = 128
    gamma: float = 0.99
    """the discount factor gamma"""
    gae_lambda: float = 0.95
    num_minibatches: int = 4
    update_epochs: int = 4
    norm_adv: bool = True
    clip_coef: float = 0.2
    ent_coef: float = 0.01
    vf_coef: float = 0.5
    max_grad_norm: float = 0.5
    target_kl: float = None
    batch_size: int = 0
    """the batch size (computed in runtime)"""


if __name__ == "__main__":
    args = tyro.cli(Args)
    random.seed(args.seed)
