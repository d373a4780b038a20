"""`nabiz users list|demo|add|remove`: who may sign in."""

from __future__ import annotations

import argparse

from nabiz_tools.aws import Clients
from nabiz_tools.commands.instance import add_stack, stack_of
from nabiz_tools.local.users import ROLES, User, UserPool, new_password


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_stack(parser)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="everybody, with role and departments")
    actions.add_parser("demo", help="the local cloud's demo users with their passwords")
    add = actions.add_parser("add", help="add somebody or change role and departments; prints a new password")
    add.add_argument("username", help="their e-mail address")
    add.add_argument("--role", choices=ROLES, required=True)
    add.add_argument("--departments", default="", metavar="CODE,CODE")
    remove = actions.add_parser("remove", help="remove somebody")
    remove.add_argument("username")


def run(options: argparse.Namespace) -> int:
    stack = stack_of(options)
    if options.action == "demo":
        for role, known in stack.users.items():
            print(f"{role:12} {known['username']:28} {known['password']}  {known['departments']}".rstrip())
        return 0
    pool = UserPool(Clients(stack.endpoint_url, stack.region), stack.user_pool["id"])
    if options.action == "add":
        departments = tuple(filter(None, options.departments.split(",")))
        user = User(options.username, new_password(), options.role, departments)
        pool.put(user)
        print(user.password)
    elif options.action == "remove":
        pool.remove(options.username)
    else:
        for user in pool.list():
            print(f"{user.username:32} {user.role:12} {','.join(user.departments)}")
    return 0
