"""The answer for a person, in the words of Activation Desk."""

import re

from ._texts import iso

_CONTACT = "Contact the vendor."
_RENEW = "Renew the license with the vendor, then refresh or enter the new key."
_REFRESH = "Restore the connection to the activation server and refresh"
_REDUCE = "Reduce the usage, or buy a higher limit; then refresh."
_UNREACHED = "The activation server could not be reached for longer than the license allows"
_KEY_ENDED = "The Local License Key ended, the license did not; the product may "
_ASK_KEY = "Ask for a new key for this Unique Key"

# By status and whether it may run: label, meaning, and what to do, if anything.
_WORDS = {
    ("invalid", False): (
        "Invalid",
        "The stored key was changed or is damaged; the product may not run.",
        "Activate the license again.",
    ),
    ("other_machine", False): (
        "Other machine",
        "The stored key is for another machine, or this machine’s id has changed; the product may not run.",
        "Activate the license on this machine again.",
    ),
    ("clock_problem", False): (
        "Clock problem",
        "The clock stands more than 24 hours before a time that the vendor has signed; the product may not run.",
        "Set the clock of this machine.",
    ),
    ("revoked", False): ("Revoked", "The vendor has withdrawn the license; the product may not run.", _CONTACT),
    ("suspended", False): ("Suspended", "The vendor has put the license on hold; the product may not run.", _CONTACT),
    ("expired", False): ("Expired", "The license and its days of grace are over; the product may not run.", _RENEW),
    ("check_overdue", False): (
        "Check overdue",
        _UNREACHED + " and its days of grace; the product may not run.",
        _REFRESH + ", or activate offline.",
    ),
    ("over_limit", False): ("Over limit", "More is in use than the license allows; the product may not run.", _REDUCE),
    ("grace", True): (
        "Grace",
        "The license has expired; the product may run for the days of grace that it grants.",
        "Renew the license now, then refresh or enter the new key.",
    ),
    ("check_overdue", True): (
        "Check overdue",
        _UNREACHED + "; the product may run for its days of grace.",
        _REFRESH + ", or activate offline.",
    ),
    ("over_limit", True): ("Over limit", "More is in use than the license allows; the product may run.", _REDUCE),
    ("expiring", True): ("Expiring", "The license ends within 30 days; the product may run until then.", _RENEW),
    ("active", True): ("Active", "All is well; the product may run.", ""),
    ("not_licensed", False): (
        "Not licensed",
        "No license on this machine covers the product.",
        "Add a license for it.",
    ),
}
_UNREFRESHED = ("Active", "The license was not refreshed lately; the product may run.", _REFRESH + ".")
_OF_KEYS = {
    "expired": ("Key ended", _KEY_ENDED + "not run.", _ASK_KEY + "."),
    "grace": ("Key ended", _KEY_ENDED + "run for its days of grace.", _ASK_KEY + " now."),
    "expiring": ("Key ends", "The Local License Key ends within 30 days; the license goes on.", _ASK_KEY + "."),
}
# What a terminal would obey, and what is no letter.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _day(instant):
    return instant.partition("T")[0]


def _words_of(answer, built, feature):
    status, may_run, reason = answer["status"], answer["mayRun"], answer["reason"]
    if reason == "maintenance_ended":
        until = _day(answer["maintenanceUntil"])
        covered = (
            f"those built until {until} are covered and may run."
            if feature is None
            else f"the license with the feature “{feature}” covers those built until {until}."
        )
        return (
            "Maintenance ended",
            f"This version was built on {_day(iso(built))}; {covered}",
            "Renew the maintenance with the vendor, or install a version that it covers.",
        )
    if reason == "feature_not_licensed":
        return (
            "Feature not licensed",
            f"No license that lets the product run has the feature “{feature}”.",
            "Ask the vendor for a license that has it.",
        )
    if status == "active" and answer["untilOf"] == "check":
        return _UNREFRESHED
    if answer["end"] is not None and answer["end"]["of"] == "local_key" and status in _OF_KEYS:
        return _OF_KEYS[status]
    return _WORDS[status, may_run]


def _date_in(answer):
    """The end that comes, or that has come."""
    end, until, status = answer["end"], answer["until"], answer["status"]
    whose = {"license": "The license", "local_key": "The Local License Key"}
    if answer["mayRun"] and until is not None:
        count = answer["daysLeft"]
        left = "< 1 day" if count < 1 else f"{count} day{'' if count == 1 else 's'}"
        day = f"{_day(until)} ({left})"
        if answer["then"] == "grace":
            return f" {whose[end['of']]} ends on {day}; its days of grace follow."
        if answer["untilOf"] == "local_key" and status != "grace":
            return f" The Local License Key ends on {day}."
        return f" {'Refresh by' if answer['untilOf'] == 'check' else 'Runs until'} {day}."
    if status == "expired" and end is not None:
        return f" {whose[end['of']]} ended on {_day(end['at'])}."
    return ""


def _printable(sentence, is_test):
    return _OBEYED.sub("\ufffd", f"TEST: {sentence}" if is_test else sentence)


def sentence_of(answer, built, feature):
    """`answer`: as JSON."""
    label, meaning, todo = _words_of(answer, built, feature)
    may_run = "may run" if answer["mayRun"] else "may not run"
    said = f"{answer['product']}: {may_run} ({label}). {meaning}{_date_in(answer)}"
    if "clockAhead" in answer:
        clock, signed = (_day(answer["clockAhead"][one]) for one in ("clock", "signed"))
        said += f" This computer’s clock says {clock}; the last signed time was {signed}. If the clock is wrong, set it."
    return _printable(f"{said} {todo}" if todo else said, "test" in answer)


def refusal_sentence_of(refusal, is_test):
    told = ", ".join(one for one in (refusal.code, refusal.path, refusal.cause) if one is not None)
    return _printable(f"It cannot be told whether the product may run: {told}.", is_test)
