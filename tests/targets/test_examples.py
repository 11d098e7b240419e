"""The bundled examples: sessions that read back, start, and are worth watching."""

from __future__ import annotations

import numpy as np
import pytest

from tuner_gui.core.specs import ClassSpec
from tuner_gui.datasets.views import dataset_view
from tuner_gui.resources import resource_path
from tuner_gui.session.file import read_session
from tuner_gui.targets.loading import load_target
from tuner_gui.targets.located import located
from tuner_gui.targets.python_targets import read_python_target
from tuner_gui.targets.running import run_trial

EXAMPLES = resource_path("examples")


pytestmark = pytest.mark.usefixtures("own_imports")


@pytest.mark.parametrize(
    "name", ["forest-on-breast-cancer", "digits-learning-curve", "svm-or-forest"]
)
def test_that_an_example_trains_from_any_folder_to_the_metric_it_names(
    name: str,
) -> None:
    path = EXAMPLES / f"{name}.tuner.json"
    session = read_session(path)
    config = located(session.config, path.parent)
    assert session.config.name == name
    assert session.notes
    assert not session.records
    assert config.target is not None
    reports: list[tuple[int, dict[str, float]]] = []
    metrics = run_trial(
        load_target(config.target),
        config.space.pick_random(np.random.default_rng(0)),
        dataset_view(config.dataset),
        metric=config.objective.metric,
        report=lambda step, **values: reports.append((step, values)),
    )
    assert 0.8 < config.objective.value_in(metrics) < 1.0
    if name == "digits-learning-curve":
        assert [step for step, _ in reports] == list(range(1, len(reports) + 1))
        assert reports[-1][1] == metrics


def test_that_the_space_of_the_example_class_is_the_one_it_states() -> None:
    path = EXAMPLES / "digits-learning-curve.tuner.json"
    config = located(read_session(path).config, path.parent)
    assert isinstance(config.target, ClassSpec)
    assert config.space == read_python_target(config.target.path).space()
