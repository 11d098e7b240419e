import fire


def train(path="data.csv", eta=0.3, max_depth=6, subsample=1.0, num_round=100, booster="gbtree",
          silent=True, min_child_weight=1, colsample_bytree=0.8, reg_lambda: float = 1):
    """Boosts trees.

    Args:
        eta: how much of each tree is taken.
        max_depth (int): of a tree.
    """
    print(f"auc: {eta}")


if __name__ == "__main__":
    fire.Fire(train)
