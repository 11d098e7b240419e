"""DQN with absl flags."""
from absl import app
from absl import flags

FLAGS = flags.FLAGS
flags.DEFINE_float("learning_rate", 2.5e-4, "Step size.", lower_bound=0.0)
flags.DEFINE_integer("replay_capacity", 100_000, "Transitions kept.")
flags.DEFINE_integer("batch_size", 32, "Batch.", lower_bound=1, upper_bound=1024)
flags.DEFINE_bool("double_q", True, "Use the double estimator.")
flags.DEFINE_enum("optimizer", "adam", ["adam", "rmsprop"], "Which optimiser.")
flags.DEFINE_string("workdir", None, "Where to write.")
flags.DEFINE_list("hidden_sizes", ["64", "64"], "Widths.")
_GAMMA = flags.DEFINE_float("gamma", 0.99, "Discount.")
flags.mark_flag_as_required("workdir")


def main(argv):
    del argv
    print("return=", FLAGS.learning_rate * _GAMMA.value)


if __name__ == "__main__":
    app.run(main)
