"""The mailbox of the city: a hundred mails, with what each must become."""

from tests.scenario.mails import bounces, broken, encodings, machines, structures, threads, words

BOXES = {
    "encodings": encodings.CASES, "structures": structures.CASES, "words": words.CASES, "threads": threads.CASES,
    "machines": machines.CASES, "bounces": bounces.CASES, "broken": broken.CASES,
}  # fmt: skip
