import optuna
import sklearn.datasets
import sklearn.ensemble
import sklearn.model_selection
import sklearn.svm


def make_svm(trial):
    c = trial.suggest_float("svc_c", 1e-10, 1e10, log=True)
    return sklearn.svm.SVC(C=c, gamma=trial.suggest_loguniform("svc_gamma", 1e-4, 1.0))


def objective(trial):
    x, y = sklearn.datasets.load_iris(return_X_y=True)
    classifier = trial.suggest_categorical("classifier", ["SVC", "RandomForest"])
    if classifier == "SVC":
        model = make_svm(trial)
    else:
        depth = trial.suggest_int("rf_max_depth", 2, 32, log=True)
        width = [trial.suggest_int(f"units_{i}", 4, 128, step=4) for i in range(2)]
        model = sklearn.ensemble.RandomForestClassifier(max_depth=depth, n_estimators=width[0])
    return sklearn.model_selection.cross_val_score(model, x, y, n_jobs=-1, cv=3).mean()


if __name__ == "__main__":
    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=100)
