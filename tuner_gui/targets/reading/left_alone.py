"""Names of options that are no hyper-parameters, and why: a table; data only."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Options of certain names that are not varied.

    Args:
        pattern: of the whole name in lower case, with underscores.
        reason: one sentence.
        only_without_choices: an option that lists its values may be varied all the same.
    """

    pattern: re.Pattern[str]
    reason: str
    only_without_choices: bool = False


def _alone(names: str, reason: str, *, only_without_choices: bool = False) -> LeftAlone:
    return LeftAlone(re.compile(names), reason, only_without_choices)


_PARTS = r"(test|val|valid|validation|train|training|eval|evaluation|dev|holdout|predict|infer)"

LEFT_ALONE: tuple[LeftAlone, ...] = (
    _alone(
        r"(\w+_)?seeds?(_\w+)?|(\w+_)?random_state|rng",
        "A seed is luck, not skill: the sweep keeps it fixed.",
    ),
    _alone(
        r"(\w+_)?(device|gpu|cuda|cpu|tpu|xpu|mps|accelerator|accel)s?(_\w+)?|backend|"
        r"(\w+_)?(local_rank|world_size|node_rank|nodes|machines|ngpus?)(_\w+)?|"
        r"(\w+_)?dist(ributed)?(_\w+)?|master_(addr|port)|ddp|fsdp|deepspeed|multi_?gpu|sync_?bn|"
        r"data_parallel|strategy",
        "Which device computes does not change the result.",
        only_without_choices=False,
    ),
    _alone(
        r"(n|num|n_of|number_of)?_?(runs?|trials|repeats?|reps|repetitions|replicates|restarts)|"
        r"num_(vcpu|memory|hours|trainers_per_\w+)",
        "How often or how long the whole is run is no hyper-parameter.",
    ),
    _alone(
        r"(\w+_)?(workers?|n_?jobs|threads|nproc|njobs|processes|num_proc)(_\w+)?|j|"
        r"(no_)?(pin_?mem(ory)?|prefetch(_factor|er)?)|persistent_workers|non_blocking|channels_last",
        "How the work is spread over the machine does not change the result.",
    ),
    _alone(
        r"(use_|no_|native_|apex_)?(amp|fp16|bf16|tf32|half|mixed_precision|autocast)(_\w+)?|"
        r"fp32|no_?bench(mark)?|precision|dtype|(torch_?)?compile(_\w+)?|jit|torchscript|cudnn\w*|benchmark|"
        r"(gradient|grad)_checkpoint(ing)?|(\w+_)?deterministic|load_in_(4|8)bit|low_cpu_mem_usage|"
        r"(use_)?(low_?mem(ory)?|fast_?mode|vllm|flash_attention\w*|flash_attn\w*)",
        "It changes speed and memory, hardly the result.",
    ),
    _alone(
        r"(\w+_)?(verbose|verbosity|quiet|silent|debug|progress|pbar|tqdm|ignore_warnings)(_\w+)?|v|q|"
        r"print_\w+",
        "It says how much is printed.",
    ),
    _alone(
        r"(\w+_)?log(s|ging|ger|file|level|dir)?|log_(?!lr|alpha|scale|std|space)\w+|logging_\w+|"
        r"(\w+_)?(wandb|tensorboard|tb|mlflow|comet|neptune|clearml|tracking|track|tracker)(_\w+)?|"
        r"report_to|(\w+_)?(print|log|save|eval|evaluate|evaluation|checkpoint|ckpt|dev|val|valid|validation|"
        r"test|sample|display|report|logging|vis|plot|summary|saving|generate|update_html)_?"
        r"(freq|frequency|interval|every|each|n|steps|period|strategy|epochs?|iters?|episodes|by)(_\w+)?|"
        r"summary|every_n_\w+|calculate_\w+|snap|tick",
        "It says what is logged or saved, and how often.",
    ),
    _alone(
        r"(\w+_)?(resume|restore|restart|checkpoints?|ckpts?|checkpointing|reload|snapshot|continue)"
        r"(_\w+)?|start_(epoch|step|iter)|(initial_)?epoch_count|last_epoch|(no_)?saves?(_\w+)?|"
        r"\w+_save(_\w+)?|load(_\w+)?|(init|initial|initialize)_(from|weights|checkpoint|path)|"
        r"pretrained_(path|model|weights|ckpt|file|dir)\w*",
        "It is about saving, and about going on from what was saved.",
    ),
    _alone(
        r"(?!drop_?path)(\w+_)?(path|\w*dir|directory|file|filename|folder|root|dataroot|outfile|outdir|cache|config|"
        r"cfg|conf|csv|json|yaml|prefix|suffix)(s|_\w+)?|out(put)?(_(dir|path|file|folder|name))?|"
        r"(\w+_)?data_?(path|dir|sets?|root|file|csv|name)?|(\w+_)?dataset(_\w+)?|"
        + _PARTS
        + r"_?(data|file|set|csv|path|split)s?|inputs?|source|src|dst|dest|corpus|vocab|download",
        "A path or a data set is no hyper-parameter.",
    ),
    _alone(
        r"(\w+_)?(port|host|hostname|url|uri|address|addr|endpoint|api_?key|token|user|username|"
        r"password|email|bucket|proxy)|(\w+_)?hub(_\w+)?|\w*auth_?token\w*",
        "An address or a key is no hyper-parameter.",
    ),
    _alone(
        r"(\w+_)?(run_name|run_id|project|entity|experiment(_name|_id)?|exp_name|exp_id|exp)|"
        r"wandb\w*|(\w+_)?tags?",
        "A name is no hyper-parameter.",
    ),
    _alone(
        r"(\w+_)?(name|names|id|group|notes?|comment|description|desc|title|version|revision|job|"
        r"message|author|label)(_(name|id))?|exp_\w+|run|experiment_\w+",
        "A name is no hyper-parameter.",
        only_without_choices=True,
    ),
    _alone(
        r"dry_?run|smoke(_?test)?|demo|profile(r|_\w+)?|(no_|disable_|run_)?(test|evaluate|evaluation|eval|validate|"
        r"train|fit|predict|inference)|(\w+_)?only(_\w+)?|do_(train|eval|predict|test|\w*eval)|"
        r"overwrite(_\w+)?|force|(no_)?(plots?|show|vis|visuali[sz]e|render|export|display)(_\w+)?|"
        r"mode|task|tasks|phase|stage|split|subset|command|cmd|action|interactive|skip_\w+|"
        r"fast_dev_run|sanity(_\w+)?|yes|clean|list|dummy|watch|record(_\w+)?|(\w+_)?video(s|_\w+)?|"
        r"timeit|sweep|tune|search|seed_everything|upload(_\w+)?|push_to_hub|(num_)?generate(_\w+)?",
        "It says what the script does, not how well it learns.",
    ),
    _alone(
        r"class(es)?_num|(n|nb|num|max)_?(classes|tasks|labels|features_in|inputs?|outputs?|tokens|atoms|users|items|agents)|"
        r"in_?(channels|features|dim|size|planes)|out_?(channels|features|dim|size)|"
        r"(input|output|vocab|obs|action|state|act)_?(size|dim|shape|features|channels|nc)|nc|"
        r"(img|image)_?channels|(\w+_)?(image|img|crop|input|resize|load|train|eval|im)_?"
        r"(sz|height|width|res|resolution)|(image|img|crop|input|resize|load|im)_?size|"
        r"max_" + _PARTS + r"_(samples|examples|size|steps|batches)|"
        r"(max|num|n)_?(samples|examples|rows|images|train|test|val|points|data|envs)|"
        r"limit(_\w+)?|nrows|max_rows|target(_(col\w*|name|field))?|label_col\w*|"
        r"(\w+_)?col(umn)?s?(_\w+)?|env(_id|_name)?|env_\w+|gym_id|lang(uage)?|total_timesteps",
        "The data or the task decides it.",
    ),
    _alone(
        r"(data_)?"
        + _PARTS
        + r"_?(size|num|split|frac|fraction|ratio|percent(age)?|pct|prop|proportion|part|share)"
        r"(_\w+)?|"
        r"(\w+_)?(n_?splits|(n_|num_|k_?)?folds?|cv|kfold|metrics?|scoring|score|scorer|monitor)",
        "Scores of different data or metrics cannot be compared.",
    ),
    _alone(
        r"early_?stop(ping)?(_\w+)?|(\w+_)?patience(_\w+)?|(\w+_)?time_?(limit|out)|max_(time|hours|minutes|seconds)",
        "It ends a training early; trials compare best with it fixed.",
    ),
)
"""Rows are tried in this order; the first that fits is taken."""

LEFT_GROUPS = re.compile(
    r"hydra|paths?|log(s|ging|ger)?|wandb|tensorboard|mlflow|callbacks?|checkpoint(ing)?|hardware|"
    r"output|io|env|dist(ributed)?|infra|tracking|experiment|metadata|meta|launcher"
)
"""First parts of dotted names under which nothing is a hyper-parameter."""
