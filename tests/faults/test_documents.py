"""Session files that were damaged: each is read, or refused in one sentence."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

import pytest

from tests.session.documents import forest_session, marked
from tests.session.test_fuzz import mutated, require_session_or_sentence, transplanted
from tuner_gui.session.file import write_session

MUTATIONS = int(os.environ.get("TUNER_GUI_MUTATIONS", "300"))
MOST_MEMORY = 500 * 2**20


def peak_memory() -> int:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


@pytest.mark.skipif(os.name == "nt", reason="the memory is asked for as POSIX has it")
def test_that_a_mutated_document_ends_in_a_session_or_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "mutated.json"
    write_session(path, marked(forest_session(3)))
    sound = path.read_bytes()
    before = peak_memory()
    for seed in range(MUTATIONS):
        chance = random.Random(seed)
        if seed % 2:
            path.write_bytes(mutated(sound, chance))
        else:
            path.write_text(json.dumps(transplanted(json.loads(sound), chance)))
        try:
            require_session_or_sentence(path)
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
    assert peak_memory() - before < MOST_MEMORY
