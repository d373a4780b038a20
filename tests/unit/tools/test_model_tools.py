"""Training data and what operators corrected."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from nabiz_tools.failures import ToolError
from nabiz_tools.model.augmenting import mistype, tell_at_length, variants
from nabiz_tools.model.corpus import Row, context, digest, evaluation_rows, read_sections, training_rows
from nabiz_tools.model.corrections import last_corrections, training_lines

TEXT = "Sokağımızdaki kaldırım taşları yerinden oynamış, yürüyemiyoruz"


def corrected(ticket: str, seq: int, before: str, after: str) -> dict[str, object]:
    data = {"from": before, "to": after, "model": "m1", "certainty": 0.4}
    return {"pk": ticket, "seq": str(seq), "data": json.dumps(data)}


def test_same_seed_makes_the_same_variants() -> None:
    made = [list(variants(TEXT, context(), random.Random(7))) for _ in range(2)]

    assert made[0] == made[1]
    assert made[0][0] == (TEXT, 1.0)
    assert len({text for text, _ in made[0]}) == len(made[0])


def test_mistyped_words_stay_alike() -> None:
    spoilt = mistype(TEXT, random.Random(1))

    assert spoilt != TEXT
    assert len(spoilt.split()) == len(TEXT.split())


def test_message_stands_whole_in_its_story() -> None:
    assert TEXT in tell_at_length(TEXT, context(), random.Random(3))


def test_every_category_has_enough_messages_and_none_stands_under_two() -> None:
    rows = training_rows()
    owners: dict[str, set[str]] = {}
    for row in rows:
        owners.setdefault(row.text, set()).add(row.category)

    counts = {code: sum(row.category == code for row in rows) for code in {row.category for row in rows}}
    assert min(counts.values()) >= 50
    assert {text: codes for text, codes in owners.items() if len(codes) > 1} == {}


def test_digest_changes_with_the_words_and_not_with_the_place(tmp_path: Path) -> None:
    for name, words in (("one", "a"), ("two", "a"), ("three", "b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(words)

    assert digest(tmp_path / "one") == digest(tmp_path / "two") != digest(tmp_path / "three")


def test_message_without_category_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("# words\nÇukur var\n", encoding="utf-8")

    with pytest.raises(ToolError, match="line 2"):
        list(read_sections(path))


def test_evaluation_line_without_category_is_named(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("yol-cukur | Çukur\nÇukur\n", encoding="utf-8")

    with pytest.raises(ToolError, match="line 2"):
        evaluation_rows("plain", tmp_path)


def test_only_the_last_correction_of_a_ticket_is_learnt_from() -> None:
    events = [corrected("T#1", 9, "cop-toplama", "konteyner"), corrected("T#1", 4, "", "cop-toplama"),
              corrected("T#2", 3, "gurultu", "insaat-guvenlik")]  # fmt: skip

    found = last_corrections(events)

    assert {(one.ticket, one.before, one.after) for one in found} == {
        ("T#1", "cop-toplama", "konteyner"),
        ("T#2", "gurultu", "insaat-guvenlik"),
    }


def test_corrections_become_training_rows_without_numbers_or_names_of_tickets(tmp_path: Path) -> None:
    found = last_corrections([corrected("T#1", 9, "", "konteyner"), corrected("T#2", 3, "gurultu", "asayis")])
    path = tmp_path / "x.txt"

    path.write_text("\n".join(training_lines(found, {"T#1": "kapağı\nkırık", "T#2": ""})), encoding="utf-8")

    assert list(read_sections(path)) == [Row("konteyner", "kapağı kırık")]
    assert "T#" not in path.read_text("utf-8")
    assert "# 1 by m1: triage -> konteyner" in path.read_text("utf-8")
