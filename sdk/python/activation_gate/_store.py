"""What how licenses stand depends on, as it lies in the data folder (docs/formats/gate-v1.md#store)."""

import errno
import os
import re
import stat
import time
from dataclasses import dataclass, field

from ._files import Folder, Refusal, Trouble, is_denied, is_too_long, reason_of, text_in
from ._texts import (
    LARGEST,
    MISSING,
    folder_name,
    has_too_many,
    is_instant,
    is_nullish,
    is_text,
    is_whole,
    member,
    read_json,
    sha256_hex,
    units,
)

_LONGEST_READ = 15
_LAST = 253_402_300_799.999
_MOST_UNITS = 262_144
_MOST_REPORTS = 1000
_ANSWER = ("method", "target", "host", "date", "digest", "signature", "body")
_REPORT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.json")
_REASONS = {
    errno.EROFS: "read_only_disk",
    errno.ENOENT: "cannot_be_made",
    errno.ELOOP: "link_to_nowhere",
    errno.EMFILE: "too_many_open_files",
    errno.ENFILE: "too_many_open_files",
    errno.ENOLCK: "no_locks",
    errno.EOPNOTSUPP: "no_locks",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EISDIR: "folder_in_the_way",
    errno.ENOTDIR: "not_ours",
    errno.EIO: "disk_fault",
    errno.ENXIO: "disk_fault",
    errno.ENODEV: "disk_fault",
    errno.ESTALE: "share_away",
    errno.ENOTCONN: "share_away",
    errno.EHOSTDOWN: "share_away",
    errno.ETIMEDOUT: "share_away",
}


def now():
    """Seconds since 1970. Python has no time beyond 2262: that is the last moment that anything may say."""
    try:
        return time.time()
    except OverflowError:
        return _LAST


@dataclass
class License:
    id: str
    key: str
    code: str
    where: str
    key_file: str
    online: bool = False
    mode_is_noted: bool = False
    had_id_file: bool = False
    code_is_as_put: object = None
    answer: object = None


@dataclass
class Usage:
    usage: float
    days: set
    since: object


@dataclass
class Store:
    root: str
    folder: Folder
    licenses: list = field(default_factory=list)
    # (where, reason)
    problems: list = field(default_factory=list)
    usage: dict = field(default_factory=dict)
    usage_incomplete: bool = False
    # (where, reason)
    unread: object = None
    # product → trouble or None
    reports: dict = field(default_factory=dict)
    # (license id, issued, whether it is a key)
    returned: list = field(default_factory=list)
    mark: float = 0


def refusal_by(error, path):
    if is_denied(error):
        return Refusal("store_not_readable", path)
    file = _file_on_the_way(path) if error.errno == errno.ENOTDIR else None
    if file is not None:
        return Refusal("store_unreachable", file, "through_a_file")
    return Refusal("store_unreachable", path, _REASONS.get(error.errno, errno.errorcode.get(error.errno, "EIO")))


def fail(error, path):
    raise refusal_by(error, path)


def _file_on_the_way(path):
    while True:
        try:
            return None if stat.S_ISDIR(os.stat(path).st_mode) else path
        except OSError:
            above = os.path.dirname(path)
            if above == path:
                return None
            path = above


def _is_there(store, name):
    try:
        store.folder.look_at(name)
        return True
    except FileNotFoundError:
        return False
    except OSError as error:
        return fail(error, store.root)


def _read(folder, name):
    """Text or None, and the trouble or None."""
    try:
        return folder.read(name), None
    except Trouble as trouble:
        return None, trouble.reason


def _held(store):
    return _is_there(store, "store.json") or _is_there(store, "revision")


def _refuse_newer(store):
    text, trouble = _read(store.folder, "store.json")
    if text is None:
        if trouble is None:
            _held(store)
        return
    value = read_json(text)
    if is_whole(member(value, "writers"), 0) and is_whole(member(value, "gate"), 0):
        gate = member(value, "gate")
    else:
        space = "[\\t\\n\\x0b\\x0c\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]*"
        found = re.search(f'"gate"{space}:{space}([0-9]{{1,6}})', text)
        gate = int(found[1]) if found else 0
    if gate > 1:
        raise Refusal("store_newer", store.root)


def read_store(root):
    store = Store(root, Folder(root))
    _refuse_newer(store)
    were_here = _is_there(store, "licensed")
    _read_usage(store)
    _read_licenses(store)
    if not store.licenses and not store.problems:
        _look_for_what_is_gone(store, were_here)
    _read_returned(store)
    text, _ = _read(store.folder, "clock.json")
    signed = member(read_json(text), "latestSigned") if text is not None else MISSING
    store.mark = signed if is_instant(signed) else 0
    return store


# Licenses


def _read_license(folder, place, where):
    """The license or None, and its problems."""
    machine, trouble = _read(folder, "machine.lic")
    key_file = "machine.lic"
    key = machine
    if machine is None and trouble is None:
        key_file = "typed.key"
        key, trouble = _read(folder, "typed.key")
    code, code_trouble = _read(folder, "code")
    if "no_permission" in (trouble, code_trouble):
        try:
            folder.look_at("code")
        except FileNotFoundError:
            pass
    needed = [(f"{where}/{key_file}", trouble)] if trouble else []
    needed += [(f"{where}/code", code_trouble)] if code_trouble else []
    if not needed and (key is None or code is None):
        needed = [(where, "incomplete")]
    if not needed:
        for text, file in ((key, key_file), (code, "code")):
            if units(text) > _MOST_UNITS or "\0" in text:
                needed = [(f"{where}/{file}", "unreadable")]
                break
    if needed:
        return None, needed
    facts_text, facts_trouble = _read(folder, "activation.json")
    answer_text = answer_trouble = None
    try:
        with folder.folder("answers") as answers:
            answer_text, answer_trouble = _read(answers, "validation.json")
    except FileNotFoundError:
        pass
    except OSError as error:
        answer_trouble = reason_of(error)
    problems = [(f"{where}/activation.json", facts_trouble)] if facts_trouble else []
    problems += [(f"{where}/answers/validation.json", answer_trouble)] if answer_trouble else []
    code = code[:-2] if code.endswith("\r\n") else code[:-1] if code.endswith("\n") else code
    one = License(place, key, code, where, key_file)
    one.answer = _recorded(answer_text)
    if not _note_facts(one, facts_text, place):
        one.online = answer_text is not None or answer_trouble is not None
    return one, problems


def _recorded(text):
    value = read_json(text) if text is not None else MISSING
    fields = {name: member(value, name) for name in _ANSWER}
    return fields if all(isinstance(one, str) for one in fields.values()) else None


def _note_facts(one, text, place):
    value = read_json(text) if text is not None else MISSING
    stated, mode, on = member(value, "id"), member(value, "mode"), member(value, "activatedOn")
    digest, id_file = member(value, "codeDigest"), member(value, "idFile")
    if not isinstance(stated, str) or mode not in ("online", "offline") or not (on is None or is_instant(on)):
        return False
    if not (digest is MISSING or isinstance(digest, str)) or not (id_file is MISSING or isinstance(id_file, bool)):
        return False
    one.online, one.mode_is_noted, one.had_id_file = mode == "online", True, id_file is True
    if digest is not MISSING:
        one.code_is_as_put = digest == sha256_hex(one.code)
    if folder_name(stated) == place:
        one.id = stated
    return True


def _read_one(above, name, place, where):
    """None: it moved or vanished meanwhile."""
    try:
        before = above.look_at(name)
        if not stat.S_ISDIR(before.st_mode):
            return None, [(where, "not_a_folder")]
        with above.folder(name) as inside:
            found = _read_license(inside, place, where)
        after = above.look_at(name)
        return found if (after.st_ino, after.st_dev) == (before.st_ino, before.st_dev) else None
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = reason_of(error)
        return None, [(where, "not_a_folder" if reason == "not_a_file" else reason)]


def _stand(store):
    """What is compared before and after, and whether nothing was changed for a second."""
    licenses = f"{store.root}/licenses"
    revision, _ = _read(store.folder, "revision")
    try:
        found = store.folder.look_at("licenses")
    except FileNotFoundError:
        return ([], [], None), revision or "", False
    except OSError as error:
        fail(error, licenses)
    quiet = max(found.st_mtime, found.st_ctime) + 1 < now()
    try:
        names, unnamed = store.folder.names("licenses")
    except FileNotFoundError:
        names, unnamed = [], []
    except NotADirectoryError:
        raise Refusal("store_unreachable", licenses, "not_ours") from None
    except OSError as error:
        fail(error, licenses)
    folder = (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
    return (names, unnamed, folder), revision or "", quiet


def _read_once(store, names):
    """By place: (license, problems); and whether something went while it was read."""
    licenses = f"{store.root}/licenses"
    found = {}
    try:
        if names:
            with store.folder.folder("licenses") as inside:
                for name in names:
                    one = _read_one(inside, name, name, f"licenses/{name}")
                    if one is not None:
                        found[name] = one
    except FileNotFoundError:
        pass
    except NotADirectoryError:
        raise Refusal("store_unreachable", licenses, "not_ours") from None
    except OSError as error:
        fail(error, licenses)
    moved = len(found) < len(names)
    try:
        staged, _ = store.folder.names("staging")
    except OSError:
        staged = []
    for name in staged:
        former = re.search(r"\.for-([^.]+)\Z", name)
        place = name.split(".")[0]
        if name.endswith(".removed") or place in found or (former and former[1] in found):
            continue
        try:
            with store.folder.folder("staging") as inside:
                one = _read_one(inside, name, place, f"staging/{name}")
        except OSError:
            continue
        if one is not None and one[0] is not None:
            found[place] = one
    return found, moved


def _read_licenses(store):
    deadline = time.monotonic() + _LONGEST_READ
    while True:
        before, revision, _ = _stand(store)
        found, moved = _read_once(store, before[0])
        after, later, quiet = _stand(store)
        if not moved and before == after and (revision == later or quiet):
            break
        if time.monotonic() > deadline:
            raise Refusal("store_unreachable", store.root, "EBUSY")
    for one, problems in found.values():
        if one is not None:
            store.licenses.append(one)
        store.problems += problems
    # What nothing can be called by is no license that anybody wrote, and is not looked at.
    store.problems += [(f"licenses/{name}", "unreadable") for name in before[1]]


# Nothing found


def _look_for_what_is_gone(store, were_here):
    root = store.root
    if is_too_long(root):
        raise Refusal("store_unreachable", root, "name_too_long")
    near = root
    while not os.path.exists(near) and os.path.dirname(near) != near:
        near = os.path.dirname(near)
    if _is_of_the_kernel(near):
        raise Refusal("store_unreachable", root, "cannot_be_made")
    try:
        found = os.stat(root)
    except FileNotFoundError:
        return _refuse_dead_link(root, root)
    except OSError as error:
        fail(error, root)
    if not stat.S_ISDIR(found.st_mode):
        raise Refusal("store_unreachable", root, "not_ours")
    if were_here and _is_there(store, "licensed"):
        store.problems.append(("licenses", "gone"))
    elif _held(store):
        if not _is_there(store, "licenses"):
            store.problems.append(("licenses", "gone"))
    elif _is_mount_point(root):
        store.problems.append(("licenses", "not_mounted"))
    return None


def _is_of_the_kernel(place):
    """procfs and sysfs, which Python's statvfs does not name."""
    real = os.path.realpath(place)
    return any(
        kind in ("proc", "sysfs") and (real == folder or real.startswith(f"{folder.rstrip('/')}/"))
        for folder, kind in (("/proc", "proc"), ("/sys", "sysfs"))
    )


def _refuse_dead_link(place, root):
    while True:
        try:
            if stat.S_ISLNK(os.lstat(place).st_mode):
                raise Refusal("store_unreachable", root, "link_to_nowhere")
            return
        except FileNotFoundError:
            if os.path.dirname(place) == place:
                return
            place = os.path.dirname(place)
        except OSError as error:
            fail(error, root)


def _is_mount_point(root):
    real = os.path.realpath(root)
    if os.stat(real).st_dev != os.stat(os.path.dirname(real)).st_dev:
        return True
    return any(_in_table(table, column, real) for table, column in (("/proc/self/mountinfo", 4), ("/etc/fstab", 1)))


def _in_table(table, column, folder):
    try:
        with open(table, encoding="utf-8", errors="replace") as file:
            lines = [line.split() for line in file if not line.startswith("#")]
    except OSError:
        return False
    unescaped = lambda word: re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), word)  # noqa: E731
    return any(len(line) > column and unescaped(line[column]) == folder for line in lines)


# Beside the licenses


def _pieces(text):
    found = []
    if has_too_many(text):
        return found
    for part in text.split("{")[1:]:
        end = part.find("}")
        piece = read_json(f"{{{part[:end]}}}") if end >= 0 else MISSING
        if piece is not MISSING:
            found.append(piece)
    return found


def _record(value):
    product, usage, since = member(value, "product"), member(value, "usage"), member(value, "overLimitSince")
    days = member(value, "overLimitDays")
    days = [] if days is MISSING else days
    if not isinstance(product, str) or not is_whole(usage, 0) or not is_instant(member(value, "reportedAt")):
        return None
    if not (is_nullish(since) or is_instant(since)) or not isinstance(days, list) or len(days) > 10_000:
        return None
    if not all(is_whole(day, -1e8, 1e8) for day in days):
        return None
    return product, Usage(usage, set(days), None if is_nullish(since) else since)


def _read_usage_file(store):
    text, trouble = _read(store.folder, "usage.json")
    if text is None and trouble is None:
        try:
            store.usage_incomplete = any(store.folder.names("usage-history"))
        except FileNotFoundError:
            store.usage_incomplete = False
        except OSError:
            store.usage_incomplete = True
        return
    if trouble is not None:
        store.usage_incomplete = True
        store.unread = None if trouble == "unreadable" else ("usage.json", trouble)
        return
    value = read_json(text)
    entries, incomplete = member(value, "usage"), member(value, "incomplete")
    is_file = isinstance(entries, list) and (incomplete is MISSING or isinstance(incomplete, bool))
    found = entries if is_file else _pieces(text)
    for entry in found:
        record = _record(entry)
        if record is None:
            continue
        product, usage = record
        known = store.usage.setdefault(product, usage)
        if known is not usage:
            # The first one is filled up: there may be many that come after it.
            known.usage = max(known.usage, usage.usage)
            known.days |= usage.days
            known.since = min((one.since for one in (known, usage) if one.since is not None), default=None)
    store.usage_incomplete = not is_file or len(store.usage) != len(found) or incomplete is True


def _read_report(folder, name, over):
    """Usage or None, and the trouble or None; None: it went meanwhile."""
    try:
        with folder.regular(name) as file:
            found = os.fstat(file.fileno())
            is_open = (found.st_mode | over.st_mode) & 0o002
            if is_open or not (found.st_uid in (0, over.st_uid) or found.st_gid == over.st_gid):
                return None, "other_owner"
            usage = member(read_json(text_in(file, 4096)), "usage")
            return (usage, None) if is_whole(usage, 0) else (None, "unreadable")
    except FileNotFoundError:
        return None
    except Trouble as trouble:
        return None, trouble.reason
    except OSError as error:
        return None, reason_of(error)


def _read_usage(store):
    _read_usage_file(store)
    reports = {}
    try:
        over = store.folder.look_at("usage")
        names = [name for name in store.folder.names("usage")[0] if _REPORT.fullmatch(name)]
        if len(names) > _MOST_REPORTS:
            raise Trouble("unreadable")
        with store.folder.folder("usage") as inside:
            for name in names:
                reports[name[:-5]] = _read_report(inside, name, over)
    except FileNotFoundError:
        return
    except (Trouble, OSError) as error:
        store.usage = {}
        store.unread = ("usage", error.reason if isinstance(error, Trouble) else reason_of(error))
        return
    for product, report in reports.items():
        if report is None:
            continue
        usage, trouble = report
        store.reports[product] = trouble
        before = store.usage.pop(product, None)
        if trouble is None:
            store.usage[product] = Usage(usage, before.days if before else set(), before.since if before else None)


def has_reported(store, product):
    """By what was read, as the usage was: a product may report for the first time in between."""
    if product in store.reports or (store.unread is not None and store.unread[0] == "usage"):
        return True
    return _has_history(store, product) and not _is_recorded(store, product)


def _is_recorded(store, product):
    """In usage.json as it is now: it came meanwhile."""
    now = Store(store.root, store.folder)
    _read_usage_file(now)
    return product in now.usage


def _has_history(store, product):
    try:
        with store.folder.folder("usage-history") as inside:
            text, trouble = _read(inside, f"{folder_name(product)}.json")
    except FileNotFoundError:
        return False
    except OSError:
        return store.usage_incomplete
    return text is not None or (trouble is not None and store.usage_incomplete)


def _read_returned(store):
    text, _ = _read(store.folder, "returned.json")
    if text is None:
        return
    value = read_json(text)
    keys, seats, incomplete = (member(value, name) for name in ("returned", "givenBack", "incomplete"))
    seats = [] if seats is MISSING else seats
    is_file = isinstance(keys, list) and isinstance(seats, list) and (incomplete is MISSING or isinstance(incomplete, bool))
    for entry in keys + seats if is_file else _pieces(text):
        license_id, issued = member(entry, "licenseId"), member(entry, "issued")
        if not isinstance(license_id, str) or not is_instant(issued):
            continue
        if is_instant(member(entry, "returned")) and isinstance(member(entry, "returnCode"), str):
            store.returned.append((license_id, issued, True))
        if is_instant(member(entry, "givenBack")):
            store.returned.append((license_id, issued, False))
