"""One run of CatCMA with margin, by cmaes, in generations. The sweep's thread."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmaes import CatCMAwM
    from numpy.typing import NDArray

    from tuner_gui.core.nesting import FlatParams
    from tuner_gui.strategies.mixed_coordinates import MixedCoordinates

    Numbers = NDArray[np.float64]

_WIDTH = 0.25
"""The standard deviation of the first cloud, as a part of each range."""
_LEAST_WIDTH = 0.02
_LOOKED_AT = 5
"""Every so many generations it is looked whether the cloud has become a point."""
_TRUST = 0.5
"""The weight of the values of the best against that of all values alike, in the first cloud."""


def usual_population(dimensions: int) -> int:
    """Returns how many trials a generation has, as the library has it."""
    return 4 + math.floor(3 * math.log(dimensions))


class Sample(NamedTuple):
    """What was sampled, and when.

    Args:
        params: the active parameters.
        generation: it was sampled from the cloud of this one.
    """

    params: FlatParams
    solution: CatCMAwM.Solution
    generation: int


class Evolution:
    """A cloud in the coordinates of a space that moves to where the best of its samples were.

    Samples may be taken in any order, and more of them than a generation has; one that comes back
    after more than a whole further generation is out of date and moves nothing. Only their order
    counts, so a failed trial is simply the last.

    Args:
        centre: where the cloud starts; see `MixedCoordinates`.
        width: its standard deviation along each number.
        chances: how likely each value of an unordered coordinate is; rows end with zeros.
        population: how many samples make a generation.

    Attributes:
        is_spent: the cloud has become a point, or nothing can be computed with it.
    """

    def __init__(
        self,
        coordinates: MixedCoordinates,
        *,
        centre: Numbers,
        width: Numbers | None = None,
        chances: Numbers | None = None,
        population: int,
        seed: int,
    ) -> None:
        from cmaes import CatCMAwM

        self._coordinates = coordinates
        self._has_numbers = len(centre) > 0
        widths = np.full(len(centre), _WIDTH) if width is None else width
        self._model = CatCMAwM(
            x_space=[[0.0, 1.0]] * coordinates.continuous or None,
            z_space=coordinates.ordered or None,
            c_space=coordinates.unordered or None,
            population_size=population,
            mean=centre.copy() if self._has_numbers else None,
            sigma=1.0 if self._has_numbers else None,
            cov=np.diag(widths**2) if self._has_numbers else None,
            cat_param=chances if coordinates.unordered else None,
            seed=seed % 2**32,
        )
        self._taken: list[tuple[float, CatCMAwM.Solution]] = []
        self._checked = -1
        self.is_spent = False

    @property
    def population(self) -> int:
        """How many samples make a generation."""
        size: int = self._model.population_size
        return size

    def sample(self) -> Sample | None:
        """Returns what is drawn from the cloud; None where it is spent."""
        if self.is_spent:
            return None
        solution, generation = self._model.ask(), self._model.generation
        gaussian: list[float] = [] if solution.x is None else solution.x.tolist()
        if solution.z is not None:
            gaussian += solution.z.tolist()
        if generation != self._checked:
            self._checked = generation
            has_chosen = solution.c is None or solution.c.any(axis=1).all()
            if not (has_chosen and math.isfinite(sum(gaussian))):
                self.is_spent = True
                return None
        category: list[int] = [] if solution.c is None else solution.c.argmax(axis=1).tolist()
        return Sample(self._coordinates.params(gaussian, category), solution, generation)

    def take(self, sample: Sample, loss: float) -> None:
        """Takes what became of a sample; less is better, infinity for a failure."""
        if sample.generation < self._model.generation - 1 or self.is_spent:
            return
        self._taken.append((loss, sample.solution))
        if len(self._taken) < self._model.population_size:
            return
        ranked = sorted(self._taken, key=lambda each: each[0])
        self._taken = []
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                self._model.tell([(each, float(rank)) for rank, (_, each) in enumerate(ranked)])
                self.is_spent = self._is_point()
            except (np.linalg.LinAlgError, AssertionError):  # by which the library says so
                self.is_spent = True

    def _is_point(self) -> bool:
        is_due = self._model.generation % _LOOKED_AT == 0
        return is_due and self._has_numbers and self._model.should_stop()


def evolution_around(
    coordinates: MixedCoordinates, best: Sequence[FlatParams], *, is_narrow: bool, seed: int
) -> Evolution:
    """Returns a cloud around parameters that were good; around the middle where there are none.

    Args:
        coordinates: of the space.
        best: active parameters, by dotted name.
        seed: of the samples.
        is_narrow: the parameters come from many, so their spread is that of the cloud.
    """
    places = [coordinates.place(flat) for flat in best]
    centre = np.full(coordinates.numbers, 0.5)
    width = np.full(coordinates.numbers, _WIDTH)
    if places:
        numbers = np.array([gaussian for gaussian, _ in places])
        centre = numbers.mean(axis=0)
        if is_narrow:
            width = np.clip(2 * numbers.std(axis=0), _LEAST_WIDTH, _WIDTH)
    return Evolution(
        coordinates,
        centre=centre,
        width=width,
        chances=_chances(coordinates, [categories for _, categories in places]),
        population=usual_population(len(coordinates)),
        seed=seed,
    )


def _chances(coordinates: MixedCoordinates, best: Sequence[NDArray[np.int64]]) -> Numbers | None:
    """Returns how likely each value is: all alike, those of the best more so."""
    sizes = coordinates.unordered
    chances = np.zeros((len(sizes), max(sizes, default=0)))
    for row, size in enumerate(sizes):
        chances[row, :size] = 1 / size
        known = [categories[row] for categories in best if categories[row] >= 0]
        if known:
            shares = np.bincount(known, minlength=size) / len(known)
            chances[row, :size] += _TRUST * (shares - chances[row, :size])
    return chances if sizes else None
