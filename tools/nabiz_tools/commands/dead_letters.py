"""`nabiz dead-letters list|show|replay|drop`: nothing that came in is lost silently."""

from __future__ import annotations

import argparse
import sys

from nabiz.domain.dead_letters import DeadLetter
from nabiz.storage.dead_letters import DEAD, Desk
from nabiz_tools.aws import Clients
from nabiz_tools.commands.instance import add_stack, stack_of
from nabiz_tools.dead_letters.desk import choose
from nabiz_tools.dead_letters.replay import Replay
from nabiz_tools.failures import ToolError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_stack(parser)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, words in (
        ("list", "what there is, oldest first"),
        ("show", "everything about some, the content only with --show-body"),
        ("replay", "put back where they came from; an unreadable body is read again with the code of today"),
        ("drop", "remove for good"),
    ):
        action = actions.add_parser(name, help=words, description=words)
        action.add_argument("--queue", choices=sorted(DEAD), help="only this queue")
        if name != "list":
            action.add_argument("id", nargs="*", help="from the list; the first characters will do")
            action.add_argument("--all", action="store_true", help="every one of the queue or queues")
        if name == "show":
            action.add_argument("--show-body", action="store_true", help="the content too: it may hold personal data")


def run(options: argparse.Namespace) -> int:
    stack = stack_of(options)
    clients = Clients(stack.endpoint_url, stack.region)
    desk = Desk(clients.sqs, stack.queues)
    with desk.holding([options.queue] if options.queue else list(DEAD)) as letters:
        if options.action == "list":
            return _list(letters)
        chosen = choose(letters, options.id, options.all)
        if options.action == "show":
            for letter in chosen:
                print(_details(letter, options.show_body))
            return 0
        if options.action == "drop":
            for letter in chosen:
                desk.remove(letter)
            print(f"{len(chosen)} dropped")
            return 0
        return _replay(desk, Replay(clients, stack), chosen)


def _list(letters: list[DeadLetter]) -> int:
    for letter in letters:
        sent = letter.sent_at.strftime("%Y-%m-%d %H:%M:%S")
        print(f"{letter.id[:12]}  {sent}Z  {letter.queue:13}  {letter.what:24}  {letter.reason}")
    print(f"{len(letters)} dead letter(s)")
    return 0


def _details(letter: DeadLetter, show_body: bool) -> str:
    lines = [
        f"id        {letter.id}",
        f"queue     {letter.queue}",
        f"what      {letter.what}",
        f"reason    {letter.reason}",
        f"sent at   {letter.sent_at.isoformat()}",
        f"tries     {letter.system.get('ApproximateReceiveCount', '?')}",
        f"size      {len(letter.body.encode())} bytes",
    ]
    if show_body:
        lines += [f"attribute {name} = {value}" for name, value in sorted(letter.attributes.items())]
        lines += ["body", letter.body]
    return "\n".join(lines) + "\n"


def _replay(desk: Desk, replay: Replay, letters: list[DeadLetter]) -> int:
    """Every letter gets its try; the exit status says whether all went."""
    failed = 0
    for letter in letters:
        try:
            done = replay.replay(letter)
        except ToolError as error:
            failed += 1
            print(f"{letter.id[:12]}  {error}", file=sys.stderr)
            continue
        desk.remove(letter)
        print(f"{letter.id[:12]}  {done}")
    return 1 if failed else 0
