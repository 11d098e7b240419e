"""The same as a command: fails in 30 % of its space, in four ways."""

from __future__ import annotations

import sys

from tests.faults.failing_target import act

x = int(sys.argv[1])
act(x)
print(f"score={x}")
