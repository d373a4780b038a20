"""`nabiz model train|evaluate|corrections`: the model that reads citizens' messages, see docs/classification.md."""

from __future__ import annotations

import argparse
import os
import subprocess
from pathlib import Path

from nabiz_tools.commands.instance import add_root, stack_of
from nabiz_tools.failures import ToolError
from nabiz_tools.paths import ENVIRONMENTS, REPOSITORY


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_root(parser)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    train = actions.add_parser(
        "train", help="make the model from data/ and config/; minutes, needs `make env-training`"
    )
    train.add_argument("--to", type=Path, help="another file than the shipped one")
    evaluate = actions.add_parser("evaluate", help="examine the model with the messages that it never saw")
    evaluate.add_argument("--model", type=Path, help="another file than the shipped one")
    corrections = actions.add_parser("corrections", help="what operators corrected, as rows for training")
    corrections.add_argument("--to", type=Path, help="a file; it holds citizens' words and belongs in no repository")


def run(options: argparse.Namespace) -> int:
    if options.action == "train":
        return _train(options.to)
    if options.action == "evaluate":
        return _evaluate(options.model)
    return _corrections(options)


def _train(target: Path | None) -> int:
    python = ENVIRONMENTS / "training" / "bin" / "python"
    if not python.exists():
        raise ToolError("The training environment is not there: make env-training")
    # One thread: sums in another order would give other bytes.
    variables = {
        **os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join(str(REPOSITORY / part) for part in ("tools", "layers/core/python")),
    }  # fmt: skip
    command = [str(python), "-m", "nabiz_tools.model.train", *([str(target.resolve())] if target else [])]
    return subprocess.run(command, env=variables, check=False).returncode


def _evaluate(model: Path | None) -> int:
    from nabiz.text.model import SHIPPED
    from nabiz_tools.model.examining import examine, report
    from nabiz_tools.model.shipped import catalogue, classifier_of

    classifier = classifier_of(model)
    departments = {code: category.department for code, category in catalogue().categories.items()}
    print(f"model {classifier.model_version}, {(model or SHIPPED).stat().st_size / 1e6:.1f} MB")
    for line in report(examine(classifier, departments)):
        print(line)
    return 0


def _corrections(options: argparse.Namespace) -> int:
    from nabiz_tools.aws import Clients
    from nabiz_tools.model.corrections import History, last_corrections, training_lines

    stack = stack_of(options)
    history = History(Clients(stack.endpoint_url, stack.region), stack.table)
    found = last_corrections(history.corrections())
    lines = list(training_lines(found, {one.ticket: history.words(one.ticket) for one in found}))
    if options.to:
        options.to.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(found)} correction(s) in {options.to}; read them before you train: they are citizens' words")
    else:
        print("\n".join(lines))
    return 0
