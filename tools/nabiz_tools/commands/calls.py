"""`nabiz calls`: telephone systems post to the local cloud: a whole sample day, files, a telephone that rings."""

from __future__ import annotations

import argparse
import uuid
from datetime import date, datetime
from pathlib import Path

from nabiz_tools.commands.instance import add_root, stack_of
from nabiz_tools.failures import ToolError
from nabiz_tools.standins.telephony import TelephoneSystems
from nabiz_tools.standins.telephony_day import ZONE, contact_event, plan_day, posts

MOST = 20_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_root(parser)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    day = actions.add_parser("day", help="post a day of invented calls of three systems, repeated and out of order")
    day.add_argument("--date", type=date.fromisoformat, default=None, help="default: today")
    day.add_argument("--calls", type=int, default=300)
    day.add_argument("--seed", type=int, default=1, help="the same seed and day is the same day again")
    file = actions.add_parser("post", help="post files, for example those under events/telephony-*")
    file.add_argument("provider", help="connect, asterisk or generic")
    file.add_argument("file", nargs="+", type=Path)
    ring = actions.add_parser("ring", help="let a telephone ring at an operator's desk")
    ring.add_argument("caller", help="the number that calls")
    ring.add_argument("--operator", default="", help="user name (default: the demo operator)")
    ring.add_argument("--state", choices=("ringing", "connected", "ended"), default="ringing")
    ring.add_argument("--connect", action="store_true", help="as a contact event of Amazon Connect, not a generic one")
    ring.add_argument("--call", default="", help="id of the call (default: a new one)")


def run(options: argparse.Namespace) -> int:
    stack = stack_of(options)
    systems = TelephoneSystems(stack)
    match options.action:
        case "day":
            _post_day(systems, options)
        case "post":
            for path in options.file:
                systems.post(options.provider, _read(path)).expect(200)
                print(f"{path}: posted")
        case "ring":
            operator = options.operator or stack.users["operator"]["username"]
            call = options.call or f"demo-{uuid.uuid4().hex[:8]}"
            if options.connect:
                systems.contact_event(contact_event(operator, options.caller, call, options.state))
            else:
                systems.ring(operator, options.caller, call, options.state).expect(200)
            print(f"{options.state} at {operator}, call {call}")
    return 0


def _post_day(systems: TelephoneSystems, options: argparse.Namespace) -> None:
    if not 1 <= options.calls <= MOST:
        raise ToolError(f"--calls is a number from 1 to {MOST}")
    day = options.date or datetime.now(ZONE).date()
    plans = plan_day(day, options.calls, options.seed)
    sent = posts(plans, options.seed)
    for provider, body in sent:
        systems.post(provider, body).expect(200)
    answered = [plan for plan in plans if plan.end == "answered"]
    soon = sum(plan.wait <= 5 for plan in answered)
    print(f"{len(plans)} calls of {day} in {len(sent)} posts; answered {len(answered)}, within 5 s {soon}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ToolError(f"{path} cannot be read: {error.strerror}") from None
