"""Texts, JSON, times and letters as every gate reads them (docs/formats/gate-v1.md#terms of Activation Desk)."""

import binascii
import hashlib
import hmac
import json
import math
import re

DAY = 86_400_000
HOUR = 3_600_000
MINUTE = 60_000
# Of the years 0000 to 9999.
FIRST_INSTANT, LAST_INSTANT = -62_167_219_200_000.0, 253_402_300_799_999.0
LARGEST = 9_007_199_254_740_991
SPACE = (
    "\t\n\x0b\x0c\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DEEPEST = 100
# Of marks, wherever they stand: more than any file of Activation Desk's has.
_MOST_OBJECTS = 250_000
_MOST_LISTS_AND_COMMAS = 2_000_000
MISSING = object()


def units(text):
    """Its length in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + sum(1 for letter in text if letter > "\uffff")


def by_units(text):
    """For sorting as ECMAScript does."""
    return text.encode("utf-16-be", "surrogatepass")


def encodable(text):
    """UTF-8, with U+FFFD for lone surrogates."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text).encode()


def decode_strictly(data):
    """None: it is not well-formed. One byte order mark at its start is dropped."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text[1:] if text.startswith("\ufeff") else text


_TELLING = re.compile(r'["\\\[\]{}]')


def has_too_many(text):
    return text.count("{") > _MOST_OBJECTS or text.count("[") + text.count(",") > _MOST_LISTS_AND_COMMAS


def _is_too_deep(text):
    """Brackets in texts are none."""
    if text.count("[") + text.count("{") <= _DEEPEST:
        return False
    depth, in_text, behind = 0, False, 0
    for found in _TELLING.finditer(text):
        one = found[0]
        if found.start() < behind:
            continue
        if one == "\\":
            behind = found.end() + 1 if in_text else behind
        elif one == '"':
            in_text = not in_text
        elif not in_text:
            depth += 1 if one in "[{" else -1
            if depth > _DEEPEST:
                return True
    return False


def _no_constant(name):
    raise ValueError(name)


# json.loads makes one for each text.
_JSON = json.JSONDecoder(parse_int=float, parse_constant=_no_constant)


def read_json(text):
    """MISSING: it is none. Numbers are floats."""
    try:
        return MISSING if has_too_many(text) or _is_too_deep(text) else _JSON.decode(text)
    except ValueError:
        return MISSING


def member(value, name):
    """MISSING where there is none, or where it is no object."""
    return value.get(name, MISSING) if isinstance(value, dict) else MISSING


def is_text(value, least=0, most=None):
    if not isinstance(value, str):
        return False
    length = units(value)
    return length >= least and (most is None or length <= most)


def is_number(value, least=-math.inf, most=math.inf):
    return isinstance(value, float) and math.isfinite(value) and least <= value <= most


def is_whole(value, least=-LARGEST, most=LARGEST):
    return is_number(value, least, most) and value.is_integer() and abs(value) <= LARGEST


def is_instant(value):
    return is_number(value, FIRST_INSTANT, LAST_INSTANT)


def is_nullish(value):
    return value is None or value is MISSING


_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"(?:[Zz]|([+-])([0-9]{2}):?([0-9]{2}))?)?"
)
_HTTP = re.compile(r"[A-Z][a-z]{2}, ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _days_from_civil(year, month, day):
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _moment(year, month, day, hour, minute, second):
    if not 1 <= month <= 12 or not 1 <= day <= _LENGTHS[month - 1]:
        return None
    if month == 2 and day == 29 and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)):
        return None
    if hour > 23 or minute > 59 or second > 59:
        return None
    return _days_from_civil(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * 1000


def read_instant(text):
    """Milliseconds since 1970 in UTC; None: it is no time."""
    found = _ISO.fullmatch(text)
    if found is None:
        found = _HTTP.fullmatch(text)
        if found is None or found[2] not in _MONTHS:
            return None
        month = _MONTHS.index(found[2]) + 1
        return _moment(int(found[3]), month, int(found[1]), int(found[4]), int(found[5]), int(found[6]))
    parts = [int(part or 0) for part in found.group(1, 2, 3, 4, 5, 6)]
    hours, minutes = int(found[9] or 0), int(found[10] or 0)
    at = _moment(*parts)
    if at is None or hours > 23 or minutes > 59:
        return None
    offset = (hours * HOUR + minutes * MINUTE) * (-1 if found[8] == "-" else 1)
    return at + int((found[7] or "")[:3].ljust(3, "0")) - offset


def iso(at):
    """2027-01-15T12:00:00.000Z; None stays None."""
    if at is None or at == math.inf:
        return None
    day, rest = divmod(math.trunc(at), DAY)
    z = day + 719_468
    era = z // 146_097
    of_era = z - era * 146_097
    years = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = years + era * 400 + (month <= 2)
    date = of_year - (153 * shifted + 2) // 5 + 1
    written = f"{year:04d}" if 0 <= year <= 9999 else f"{'-' if year < 0 else '+'}{abs(year):06d}"
    clock = f"{rest // HOUR:02d}:{rest // MINUTE % 60:02d}:{rest // 1000 % 60:02d}.{rest % 1000:03d}"
    return f"{written}-{month:02d}-{date:02d}T{clock}Z"


def base64(text):
    """None: it is no base64, or another spelling of it: what a2b_base64 passes over is missing from what b2a_base64 writes."""
    try:
        data = binascii.a2b_base64(text)
    except ValueError:
        return None
    return data if str(binascii.b2a_base64(data, newline=False), "ascii") == text else None


def sha256_hex(text, letters=64):
    return hashlib.sha256(encodable(text)).hexdigest()[:letters]


def _doubled(value):
    return (value << 1) ^ (0x25 if value & 16 else 0)


def _sums(values):
    plain = weighted = 0
    for value in values:
        plain ^= value
        weighted = _doubled(weighted) ^ value
    return plain, weighted


def check_holds(values, context=0):
    """Whether the row of values holds in that context (docs/formats/check-letters.md)."""
    return _sums(values) == (0, context)


def unique_key(machine_id, vendor_id, prefix):
    key = b"activation-desk/unique-key/v1\0" + encodable(vendor_id)
    bits = int.from_bytes(hmac.new(key, machine_id.encode(), hashlib.sha256).digest(), "big")
    values = [bits >> (256 - 5 * (index + 1)) & 31 for index in range(28)]
    plain, weighted = _sums([*values, 0, 0])
    first = next(one for one in range(32) if _doubled(one) ^ one == plain ^ weighted)
    letters = "".join(LETTERS[value] for value in [*values, first, plain ^ first])
    return f"{prefix}-{'-'.join(letters[at : at + 5] for at in range(0, 30, 5))}"


_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}")


def machine_id_in(text):
    """In its one spelling; None: it is none."""
    if units(text) > 262_144:
        return None
    bare = text.strip(SPACE)
    if not bare.isascii() or not _UUID.fullmatch(bare.lower()):
        return None
    letters = bare.lower().replace("-", "")
    return None if letters == letters[0] * 32 else letters


def is_our_code(code):
    """A License Code of ours in its one spelling."""
    if not re.fullmatch(f"[{LETTERS}]{{5}}(-[{LETTERS}]{{5}}){{4}}", code):
        return False
    return check_holds([LETTERS.index(letter) for letter in code.replace("-", "")])


def folder_name(license_id):
    if re.fullmatch("[A-Za-z0-9][A-Za-z0-9-]{0,63}", license_id):
        return license_id
    return f"x{sha256_hex(license_id, 40)}"


def license_number(license_id):
    if re.fullmatch("typed-[0-9a-f]{16}", license_id):
        return license_id[6:]
    return sha256_hex(license_id, 16)


def same_license(one, other):
    return one == other or license_number(one) == license_number(other)
