"""The answer (docs/formats/gate-v1.md#the-answer)."""

import math

from ._judge import RANK, is_having, refuse_doubt, sum_of_limits
from ._keys import FOREVER
from ._sentence import refusal_sentence_of, sentence_of
from ._texts import DAY, iso

COULD_NOT_TELL = 2


def _number(value):
    """As it is written: whole."""
    return None if value is None or value == FOREVER else int(value)


def answer_of(judgment, is_test, product, built, feature):
    """The fields of an Answer; raises Refusal where it cannot be told."""
    lines = judgment.lines
    running = [line for line in lines if line.runs]
    having = [line for line in running if is_having(line.license, feature)]
    covered = [line for line in running if built is None or built <= line.license.grant.maintenance_until]
    features = tuple(dict.fromkeys(one for line in covered for one in line.license.grant.features))
    may_run = bool(having) and built in (None, judgment.version)
    if not may_run:
        refuse_doubt(judgment, product)
    judged = running or lines
    counted = (not may_run and having) or judged
    best = None
    for line in counted:
        if best is None or (RANK[line.rule], line.until[0]) >= (RANK[best.rule], best.until[0]):
            best = line
    broken = [one.broken for one in judgment.licenses if one.problem is not None]
    worst = min(broken, key=RANK.__getitem__, default=("not_licensed", False))
    status = (best.rule if best else worst)[0]
    reason = None
    if not may_run:
        reason = status if not running else "maintenance_ended" if having else "feature_not_licensed"
    first = counted[0] if counted else None
    until, of = best.until if best else (FOREVER, None)
    end = best.end if best else (FOREVER, None)
    ends = until < FOREVER
    days_left = max(0, math.floor((until - judgment.now) / DAY)) if ends else None
    then = None
    if ends:
        then = "grace" if (until, of) == end and best.license.grant.grace_days > 0 else "stops"
    ended = best is not None and best.rule in (("expired", False), ("check_overdue", False))
    may_be_clock = ended and judgment.clock - judgment.mark > 30 * DAY
    latest = lambda some: max(some, default=FOREVER)  # noqa: E731
    limit = sum_of_limits([line.product.limit for line in judged])
    usage = first.usage.usage if first and first.usage else None
    maintenance = latest(line.license.grant.maintenance_until for line in counted)
    json = {
        **({"test": True} if is_test else {}),
        "product": product,
        "mayRun": may_run,
        "status": status,
        "reason": reason,
        "name": first.product.name if first else None,
        "type": first.product.type if first else None,
        "limit": _number(limit),
        "usage": _number(usage),
        "expires": iso(latest(line.product.expiry for line in counted)),
        "end": {"at": iso(end[0]), "of": end[1]} if end[0] < FOREVER else None,
        "until": iso(until),
        "untilOf": of if ends else None,
        **({"clockAhead": {"clock": iso(judgment.clock), "signed": iso(judgment.mark)}} if may_be_clock else {}),
        "daysLeft": days_left,
        "then": then,
        "maintenanceUntil": iso(maintenance),
        "features": list(features),
        "licenses": [line.license.stored.id for line in counted],
        "signed": [_signed(line.license) for line in counted],
    }
    return {
        "verdict": 0 if may_run else 1,
        "status": status,
        "reason": reason,
        "limit": _number(limit),
        "usage": _number(usage),
        "until": _number(until),
        "days_left": days_left,
        "maintenance_until": _number(maintenance),
        "features": features,
        "error_path": None,
        "error_cause": None,
        "is_test": is_test,
        "json": json,
        "sentence": sentence_of(json, built, feature),
    }


def _signed(one):
    return {
        "license": one.stored.id,
        "mode": "online" if one.stored.online else "offline",
        "form": "typed_key" if one.grant.typed else "machine_file",
        "issued": iso(one.grant.issued),
        "signedBy": one.grant.signed_by,
        "validUntil": iso(one.grant.file_expiry),
    }


def refusal_of(refusal, is_test):
    params = {"path": refusal.path, "reason": refusal.cause, "product": refusal.product}
    params = {name: value for name, value in params.items() if value is not None}
    error = {"code": refusal.code, **({"params": params} if params else {})}
    return {
        "verdict": COULD_NOT_TELL,
        "status": None,
        "reason": refusal.code,
        "limit": None,
        "usage": None,
        "until": None,
        "days_left": None,
        "maintenance_until": None,
        "features": (),
        "error_path": refusal.path,
        "error_cause": refusal.cause,
        "is_test": is_test,
        "json": {**({"test": True} if is_test else {}), "error": error},
        "sentence": refusal_sentence_of(refusal, is_test),
    }
