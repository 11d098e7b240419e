"""How parameters are chosen: grid, random, Optuna's samplers, and the factory."""
