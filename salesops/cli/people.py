"""user and token: who gets in."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access import accounts, tokens
from salesops.access.actors import Actor
from salesops.cli.answer import acting, common, say, say_rows
from salesops.core import clock
from salesops.db import migrate, unit_of_work
from salesops.models import Staff
from salesops.models.enums import Role, Seniority


def add_commands(commands: Any) -> None:
    """Add this family's commands."""
    user = commands.add_parser("user", help="accounts")
    actions = user.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="give somebody a sign-in; a new member of staff is made when needed")
    add.add_argument("username")
    add.add_argument("--staff", metavar="NO", help="employee number (default: the user name)")
    add.add_argument("--name", help="name of a new member of staff")
    add.add_argument(
        "--role", choices=[role.value for role in Role if role is not Role.WALL], default="consultant"
    )
    _password_option(add)
    common(add)
    add.set_defaults(run=_add)
    passwd = actions.add_parser("passwd", help="set a password and sign out everywhere")
    passwd.add_argument("username")
    _password_option(passwd)
    common(passwd)
    passwd.set_defaults(run=_passwd)
    disable = actions.add_parser("disable", help="close an account")
    disable.add_argument("username")
    common(disable)
    disable.set_defaults(run=_disable)
    listing = actions.add_parser("list", help="list the accounts")
    common(listing)
    listing.set_defaults(run=_list)
    _token_commands(commands)


def _token_commands(commands: Any) -> None:
    token = commands.add_parser("token", help="tokens of systems that post leads")
    actions = token.add_subparsers(dest="action", required=True, metavar="ACTION")
    new = actions.add_parser("new", help="make a token; it is shown once")
    new.add_argument("name")
    common(new)
    new.set_defaults(run=_new_token)
    revoke = actions.add_parser("revoke", help="end a token")
    revoke.add_argument("id", type=int)
    common(revoke)
    revoke.set_defaults(run=_revoke_token)


def _password_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    return getpass.getpass("Password: ")


def _add(options: argparse.Namespace) -> int:
    migrate.upgrade()
    password = _password(options)
    with unit_of_work.writing() as session:
        actor = acting(session, options)
        staff_id = _staff(session, actor, options)
        accounts.add_account(
            session, actor, now=clock.now(), username=options.username, staff_id=staff_id, password=password
        )
    return say(options, {"username": options.username}, f"{options.username} can sign in.")


def _staff(session: Session, actor: Actor, options: argparse.Namespace) -> int:
    number = options.staff or options.username
    known = session.scalars(
        select(Staff.id).where(Staff.store_id == actor.store_id, Staff.employee_no == number)
    ).one_or_none()
    if known is not None:
        return known
    person = Staff(
        store_id=actor.store_id,
        employee_no=number,
        name=options.name or options.username,
        role=Role(options.role),
        seniority=Seniority.REGULAR,
        receives=options.role == Role.CONSULTANT.value,
        started_on=actor.today(clock.now()),
    )
    session.add(person)
    session.flush()
    return person.id


def _passwd(options: argparse.Namespace) -> int:
    password = _password(options)
    with unit_of_work.writing() as session:
        accounts.set_password(
            session, acting(session, options), now=clock.now(), username=options.username, password=password
        )
    return say(options, {"username": options.username}, f"{options.username} has a new password.")


def _disable(options: argparse.Namespace) -> int:
    with unit_of_work.writing() as session:
        accounts.disable_account(
            session, acting(session, options), now=clock.now(), username=options.username
        )
    return say(options, {"username": options.username}, f"{options.username} is closed.")


def _list(options: argparse.Namespace) -> int:
    with unit_of_work.reading() as session:
        rows = accounts.list_accounts(session, acting(session, options))
    return say_rows(
        options,
        [
            {"username": row.username, "name": row.name, "role": row.role.value, "closed": row.disabled}
            for row in rows
        ],
    )


def _new_token(options: argparse.Namespace) -> int:
    with unit_of_work.writing() as session:
        actor = acting(session, options)
        secret = tokens.new_api_token(session, actor, now=clock.now(), name=options.name)
        made = tokens.api_tokens(session, actor)[0]
    return say(options, {"id": made.id, "token": secret}, f"Token {made.id}, shown only now: {secret}")


def _revoke_token(options: argparse.Namespace) -> int:
    with unit_of_work.writing() as session:
        tokens.revoke_api_token(session, acting(session, options), now=clock.now(), token_id=options.id)
    return say(options, {"id": options.id}, f"Token {options.id} is revoked.")
