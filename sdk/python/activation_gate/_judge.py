"""How licenses stand (docs/formats/gate-v1.md#how-it-stands)."""

import math
from dataclasses import dataclass

from ._files import Refusal
from ._keys import FOREVER, NoKey, open_key, read_word
from ._store import has_reported
from ._texts import DAY, FIRST_INSTANT, HOUR, LAST_INSTANT, MINUTE, is_our_code, license_number, unique_key

# (status, whether it runs): the worst first.
RULES = [
    ("invalid", False),
    ("other_machine", False),
    ("clock_problem", False),
    ("revoked", False),
    ("suspended", False),
    ("expired", False),
    ("check_overdue", False),
    ("over_limit", False),
    ("unknown", False),
    ("grace", True),
    ("check_overdue", True),
    ("over_limit", True),
    ("expiring", True),
    ("active", True),
]
RANK = {rule: index for index, rule in enumerate(RULES)}
NEVER = (FOREVER, None)
_SIGNED_SO = {
    "other_machine",
    "signing_key_not_valid",
    "wrong_file_type",
    "license_missing_in_file",
    "other_application",
    "other_account",
    "older_key",
    "key_returned",
}
_MAY_BE_WHOLE = {"no_permission", "read_failed", "too_many_open_files"}


@dataclass
class Judged:
    stored: object
    word: object = None
    grant: object = None
    problem: object = None
    damaged: object = None
    broken: object = None


@dataclass
class Line:
    license: Judged
    product: object
    usage: object
    # (status, runs), (until, of)
    rule: tuple
    until: tuple
    end: tuple

    @property
    def runs(self):
        return self.rule[1]


@dataclass
class Judgment:
    store: object
    licenses: list
    lines: list
    clock: float
    mark: float
    # Of the version that is judged: what does not cover it is no line.
    version: float
    lost_id: object

    @property
    def now(self):
        return max(self.clock, self.mark)


def _minute(at):
    return math.floor(at / MINUTE)


_NEVER_GIVEN = (-math.inf, -math.inf)


def _given_back(returned):
    """By the number of its license, the latest that was given back of each kind: the minute of a key, and a seat."""
    found = {}
    for license_id, issued, is_key in returned:
        number = license_number(license_id)
        minute, seat = found.get(number, _NEVER_GIVEN)
        found[number] = (max(minute, _minute(issued)), seat) if is_key else (minute, max(seat, issued))
    return found


def _was_given_back(one, given_back):
    if not given_back:
        return False
    minute, seat = given_back.get(license_number(one.grant.id), _NEVER_GIVEN)
    return one.grant.issued <= seat or (one.word is None and _minute(one.grant.issued) <= minute)


def _opened(stored, given_back, profile, key):
    one = Judged(stored, read_word(stored.answer, stored.code, profile))
    try:
        one.grant = open_key(stored.key, stored.code, key, profile, stored.id)
    except NoKey as failure:
        one.problem = failure.code
        return one
    grant, word = one.grant, one.word
    may_be_online = not grant.typed and grant.file_expiry - grant.issued <= 14 * DAY + 48 * HOUR
    if word is None and (stored.online or (not stored.mode_is_noted and may_be_online)):
        one.problem = "answer_missing"
    elif _was_given_back(one, given_back):
        one.problem = "key_returned"
    elif word is not None and word.ended is not None and word.at >= grant.issued:
        grant.expiry = min(grant.expiry, word.ended)
        for product in grant.products:
            product.expiry = min(product.expiry, word.ended)
    return one


def _is_older(one, other):
    if one.typed or other.typed:
        return _minute(one.issued) < _minute(other.issued)
    return one.issued < other.issued


def _count_once(licenses):
    counted = {}
    for one in licenses:
        if one.problem is not None:
            continue
        number = license_number(one.grant.id)
        other = counted.get(number)
        if other is not None:
            newer = _is_older(other.grant, one.grant) or (
                not _is_older(one.grant, other.grant) and other.word is None and one.word is not None
            )
            (other if newer else one).problem = "older_key"
            if not newer:
                continue
        counted[number] = one


def _judge_broken(one, is_sure, unread):
    stored, problem = one.stored, one.problem
    place = None
    if problem == "code_or_machine_mismatch":
        intact = one.word is not None or (
            stored.code_is_as_put if stored.code_is_as_put is not None else is_our_code(stored.code)
        )
        place = None if intact else "code"
    elif problem == "license_code_mismatch":
        place = "code"
    elif problem == "answer_missing":
        place = "answers/validation.json"
    elif problem not in _SIGNED_SO:
        place = stored.key_file
    one.damaged = None if place is None else f"{stored.where}/{place}"
    elsewhere = one.damaged is None and problem in ("other_machine", "code_or_machine_mismatch")
    if elsewhere:
        one.broken = ("other_machine" if is_sure else "unknown", False)
    else:
        one.broken = ("unknown" if one.damaged in unread else "invalid", False)


def _in_force(one):
    word = one.word
    if one.grant.suspended:
        return "suspended"
    if word is None or word.says is None:
        return None
    replaced = word.at <= one.grant.issued if word.says == "seat_released" else word.at < one.grant.issued
    return None if replaced else word.says


def _end_of(one, product):
    of_license = min(one.grant.expiry, product.expiry)
    of_key = FOREVER if one.stored.online else one.grant.file_expiry
    if of_key < of_license:
        return of_key, "local_key"
    return of_license, "license"


def _count_days(usage, now):
    today = now // DAY
    first = today if usage.since is None else min(usage.since // DAY, today)
    return today - first + 1 + sum(1 for day in usage.days if day < first or day > today)


def _over(grant, total, usage, now):
    if total is None or usage is None or usage.usage <= total:
        return None
    if grant.over == "allow":
        return "flagged"
    if grant.over == "refuse":
        return "refused"
    return "refused" if _count_days(usage, now) > grant.over else "flagged"


def _over_end(grant, usage, now):
    if isinstance(grant.over, str):
        return NEVER
    left = max(0, grant.over - _count_days(usage, now))
    return (now // DAY + left + 1) * DAY - 1, "usage"


def _first(*untils):
    return min(untils, key=lambda until: until[0])


def _stands(one, product, clock, mark, total, usage=None, usage_is_lost=False):
    """The rule and its until."""
    grant = one.grant
    now = max(clock, mark)
    grace, file = grant.grace_days * DAY, grant.file_expiry
    end = _end_of(one, product)
    word = _in_force(one)
    issued = 0 if word == "seat_released" else grant.issued
    checked = one.stored.online and file < FOREVER
    overdue = checked and now > file
    check = NEVER
    if checked and now > min(file, issued + min(2 * DAY, math.floor((file - issued) / 2))):
        check = (file + grace, "check")
    over = _over(grant, total, usage, now)
    over_end = _over_end(grant, usage, now) if over == "flagged" else NEVER
    stop = _first((end[0] + grace, end[1]), check, over_end)
    if mark - clock > DAY:
        return ("clock_problem", False), NEVER
    if word == "revoked":
        return ("revoked", False), NEVER
    if word == "suspended":
        return ("suspended", False), NEVER
    if now > end[0] + grace:
        return ("expired", False), NEVER
    if overdue and now > file + grace:
        return ("check_overdue", False), NEVER
    if over == "refused":
        return ("over_limit", False), NEVER
    if usage_is_lost and total is not None and grant.over != "allow":
        return ("unknown", False), NEVER
    if now > end[0]:
        return ("grace", True), stop
    if overdue:
        return ("check_overdue", True), stop
    if over == "flagged":
        return ("over_limit", True), _first(end, check, over_end)
    return ("expiring" if end[0] - now <= 30 * DAY else "active", True), _first(end, check)


def sum_of_limits(limits):
    """One after the other, as doubles; None: one is no limit."""
    total = 0.0
    for limit in limits:
        if limit is None:
            return None
        total += limit
    return total


def is_having(one, feature):
    return feature is None or feature in one.grant.features


def _version_judged(running, built, feature):
    """The one that asks; else the last that its licenses let run, for whose maintenance it is refused."""
    if built is None:
        return -math.inf
    candidates = [one for one in running if is_having(one, feature)] or running
    return max((min(built, one.grant.maintenance_until) for one in candidates), default=-math.inf)


def judge(store, machine, profile, product, built, feature, clock):
    key = unique_key(machine.id, profile.id, profile.prefix)
    given_back = _given_back(store.returned)
    licenses = [_opened(stored, given_back, profile, key) for stored in store.licenses]
    clock = min(max(clock, FIRST_INSTANT), LAST_INSTANT)
    _count_once(licenses)
    holding = [one for one in licenses if one.problem is None]
    broken = [one for one in licenses if one.problem is not None]
    signed = [one.grant.issued for one in holding] + [one.word.at for one in licenses if one.word is not None]
    mark = max([store.mark, *signed, *(0 for _ in licenses)])
    unread = {where for where, reason in store.problems if reason in _MAY_BE_WHOLE}
    for one in broken:
        _judge_broken(one, True, unread)
    elsewhere = [one for one in broken if one.broken[0] == "other_machine"]
    lost_id = None
    if elsewhere:
        gone = not machine.is_from_file and any(one.stored.had_id_file for one in elsewhere)
        lost_id = "machine-id" if gone else machine.emptied
    if lost_id is not None:
        for one in broken:
            _judge_broken(one, False, unread)
    asked = [(one, each) for one in holding for each in one.grant.products if each.code == product]
    running = [(one, each) for one, each in asked if _stands(one, each, clock, mark, each.limit)[0][1]]
    version = _version_judged([one for one, _ in running], built, feature)
    limits = [each.limit for one, each in running if version <= one.grant.maintenance_until]
    # None: one has no limit, or none is in force.
    total = sum_of_limits(limits) if limits else None
    usage = store.usage.get(product)
    lost = usage is None and total is not None and has_reported(store, product)
    lines = []
    for one, each in asked:
        if version <= one.grant.maintenance_until:
            rule, until = _stands(one, each, clock, mark, total, usage, lost)
            lines.append(Line(one, each, usage, rule, until, _end_of(one, each)))
    return Judgment(store, licenses, lines, clock, mark, version, lost_id)


def refuse_doubt(judgment, product):
    """Raises where it is no “no”."""
    store = judgment.store
    if any(line.rule[0] == "unknown" for line in judgment.lines):
        where, reason = store.unread or ("usage.json", "unreadable")
        trouble = store.reports.get(product)
        if trouble is not None:
            where, reason = f"usage/{product}.json", trouble
        if reason == "unreadable":
            raise Refusal("usage_damaged", where, product=product)
        raise Refusal("usage_not_readable", where, reason, product)
    for where, reason in store.problems:
        if where != "licenses" and not where.startswith("licenses/"):
            continue
        if reason == "no_permission":
            raise Refusal("store_not_readable", where)
        if reason in ("read_failed", "too_many_open_files", "gone", "not_mounted"):
            raise Refusal("store_unreachable", where, reason)
        raise Refusal("license_damaged", where)
    for one in judgment.licenses:
        if one.problem is not None and one.damaged is not None:
            raise Refusal("license_damaged", one.damaged)
    if judgment.lost_id is not None:
        raise Refusal("machine_id_not_readable", judgment.lost_id, "gone")
