"""A Local License Key in either form, and the server's last word (docs/formats/gate-v1.md#keys)."""

import functools
import hashlib
import math
import re
import unicodedata
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ._texts import (
    FIRST_INSTANT,
    LAST_INSTANT,
    DAY,
    LARGEST,
    LETTERS,
    MINUTE,
    MISSING,
    SPACE,
    base64,
    check_holds,
    decode_strictly,
    encodable,
    is_nullish,
    is_text,
    is_whole,
    member,
    read_instant,
    read_json,
    same_license,
    sha256_hex,
    units,
)

FOREVER = math.inf
_MOST = 262_144


class NoKey(Exception):
    """It does not open; the code says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass
class Product:
    code: str
    name: str
    type: str
    # None: no limit
    limit: object
    expiry: float


@dataclass
class Grant:
    id: str = ""
    code: str = ""
    products: list = field(default_factory=list)
    expiry: float = FOREVER
    suspended: bool = False
    grace_days: float = 0
    # allow, refuse, or days
    over: object = "allow"
    maintenance_until: float = FOREVER
    features: list = field(default_factory=list)
    account: object = None
    application: object = None
    typed: bool = False
    issued: float = 0
    file_expiry: float = FOREVER
    signed_by: str = ""


# The first of RFC 8032's tests, of an empty message.
_KNOWN_KEY = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
_KNOWN_SIGNATURE = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe246551"
    "41438e7a100b"
)
# What AES-256-GCM makes of nothing under a key and a nonce of zeros.
_KNOWN_TAG = bytes.fromhex("530f8afbc74536b9a963b4f1c4cb738b")


# A process sees only the few keys of its profile.
_public_key = functools.lru_cache(maxsize=64)(Ed25519PublicKey.from_public_bytes)


_PRIME = 2**255 - 19
_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
# The second coordinates of the points whose order divides 8.
_OF_SMALL_ORDER = {0, 1, _PRIME - 1, _OF_ORDER_8, _PRIME - _OF_ORDER_8}


def is_signing_point(point):
    """Not of bytes that are no second coordinate of a point, and of a point of small order, under which a signature holds that
    nobody made. Libraries differ in what of these they take, as a key and at the start of a signature."""
    y = int.from_bytes(point, "little") & ((1 << 255) - 1)
    return y < _PRIME and y not in _OF_SMALL_ORDER


def _verifies(public_key, message, signature):
    try:
        _public_key(public_key).verify(signature, message)
        return True
    except InvalidSignature:
        # No ValueError: the key has its 32 bytes, so that is of an OpenSSL that was told to do without Ed25519.
        return False


def signature_holds(key, message, signature):
    """OpenSSL says "no" of what it had no memory to look at, too: only "yes" is sure. A "no" counts where it is said twice, and
    one that is known to hold holds between them. Raises MemoryError."""
    if not is_signing_point(signature[:32]):
        return False
    if _verifies(key.public_key, message, signature):
        return True
    if not _verifies(_KNOWN_KEY, b"", _KNOWN_SIGNATURE):
        raise MemoryError
    return _verifies(key.public_key, message, signature)


def _opened(secret, nonce, data):
    """None: it does not open."""
    try:
        return AESGCM(secret).decrypt(nonce, data, None)
    except InvalidTag:
        return None


def _decrypted(secret, nonce, data):
    """None: it does not open, which counts as a signature that does not hold. Raises MemoryError."""
    plain = _opened(secret, nonce, data)
    if plain is None and _opened(bytes(32), bytes(12), _KNOWN_TAG) is None:
        raise MemoryError
    return _opened(secret, nonce, data) if plain is None else plain


def _block(text, label):
    """What is between the two lines, without newlines; None: there is no such file in it."""
    first, last = f"-----BEGIN {label} FILE-----\n", f"-----END {label} FILE-----"
    start = text.find(first)
    if start < 0 or (start > 0 and text[start - 1] != "\n"):
        return None
    rest = text[start + len(first) :]
    end = rest.find(last)
    if end < 0 or rest[end + len(last) :][:1] not in ("", "\n"):
        return None
    return rest[:end].replace("\n", "")


def open_key(text, code, unique_key, profile, folder_id):
    """Raises NoKey."""
    block = _block(text, "MACHINE")
    kind = "machine"
    if block is None:
        block = _block(text, "LICENSE")
        kind = "license"
    if block is None:
        return _open_typed(text, code, unique_key, profile, folder_id)
    data = base64(block)
    json = decode_strictly(data) if data is not None else None
    envelope = read_json(json) if json is not None else MISSING
    return _open_file(envelope, kind, code, unique_key, profile)


def _open_file(envelope, kind, code, unique_key, profile):
    enc, sig, alg = (member(envelope, name) for name in ("enc", "sig", "alg"))
    if not is_text(enc, 0, _MOST) or not isinstance(sig, str) or not isinstance(alg, str):
        raise NoKey("key_damaged")
    if alg not in ("aes-256-gcm+ed25519", "base64+ed25519"):
        raise NoKey("algorithm_not_supported")
    signature = base64(sig)
    if signature is None or len(signature) != 64:
        raise NoKey("key_damaged")
    message = encodable(f"{kind}/{enc}")
    keys = [one for one in profile.keys if "files" in one.use and not one.revoked]
    signer = next((one for one in keys if signature_holds(one, message, signature)), None)
    if signer is None:
        raise NoKey("signature_invalid")
    secret = code + (unique_key if kind == "machine" else "")
    plain = base64(enc) if alg == "base64+ed25519" else _decrypt(enc, secret)
    content = decode_strictly(plain) if plain is not None else None
    document = read_json(content) if content is not None else MISSING
    if not isinstance(document, dict):
        raise NoKey("key_damaged")
    grant = Grant(signed_by=signer.id)
    fingerprint = _read_machine(document, kind, grant)
    if not signer.begin <= grant.issued <= signer.until:
        raise NoKey("signing_key_not_valid")
    if fingerprint != unique_key:
        raise NoKey("other_machine")
    included = member(document, "included")
    _read_license([] if included is MISSING else included, grant)
    if grant.code != code:
        raise NoKey("license_code_mismatch")
    if grant.application not in (None, profile.product):
        raise NoKey("other_application")
    if grant.account not in (None, profile.account):
        raise NoKey("other_account")
    return grant


def _decrypt(enc, secret):
    parts = [base64(part) for part in enc.split(".")]
    if len(parts) != 3 or None in parts or len(parts[1]) != 12 or len(parts[2]) != 16:
        raise NoKey("key_damaged")
    plain = _decrypted(hashlib.sha256(encodable(secret)).digest(), parts[1], parts[0] + parts[2])
    if plain is None:
        raise NoKey("code_or_machine_mismatch")
    return plain


def _need(holds):
    if not holds:
        raise NoKey("wrong_file_type")


def _time(value, otherwise=FOREVER):
    if is_nullish(value):
        return otherwise
    at = read_instant(value) if isinstance(value, str) else None
    _need(at is not None and FIRST_INSTANT <= at <= LAST_INSTANT)
    return at


def _is_short(value, may_be_null=True):
    return value is MISSING or (may_be_null and value is None) or is_text(value, 0, 20_000)


def _read_machine(document, kind, grant):
    data, meta, included = (member(document, name) for name in ("data", "meta", "included"))
    attributes = member(data, "attributes")
    fingerprint = member(attributes, "fingerprint")
    _need(kind == "machine" and member(data, "type") in ("machines", "machine"))
    _need(is_text(member(data, "id"), 1, 200) and isinstance(fingerprint, str))
    _need(_is_short(member(attributes, "name")))
    _need(included is MISSING or (isinstance(included, list) and len(included) <= 10_000))
    for one in [] if included is MISSING else included:
        _need(isinstance(member(one, "type"), str) and isinstance(member(one, "id"), str))
        _need(isinstance(member(one, "attributes"), dict) or member(one, "attributes") is MISSING)
    _need(isinstance(member(meta, "issued"), str))
    grant.issued = _time(member(meta, "issued"))
    grant.file_expiry = _time(member(meta, "expiry"))
    return fingerprint


def _link(links, name):
    link = member(links, name)
    if link is MISSING:
        return None
    _need(isinstance(link, dict))
    data = member(link, "data")
    if is_nullish(data):
        return None
    _need(isinstance(member(data, "id"), str))
    return data["id"]


def _read_license(included, grant):
    found = next((one for one in included if one["type"] in ("licenses", "license")), None)
    if found is None:
        raise NoKey("license_missing_in_file")
    attributes, links = member(found, "attributes"), member(found, "relationships")
    metadata, suspended, status = (member(attributes, name) for name in ("metadata", "suspended", "status"))
    most = member(attributes, "maxMachines")
    _need(is_text(found["id"], 1, 200) and isinstance(attributes, dict) and is_text(member(attributes, "key"), 1))
    _need(_is_short(member(attributes, "name")) and (suspended is MISSING or isinstance(suspended, bool)))
    _need((is_nullish(status) or isinstance(status, str)) and (is_nullish(most) or is_whole(most, 0)))
    _need(links is MISSING or isinstance(links, dict))
    linked = {name: _link(links, name) for name in ("account", "product", "policy", "owner", "user")}
    named = lambda one: next((each for each in included if each["id"] == one), {}).get("attributes", MISSING)  # noqa: E731
    policy = named(linked["policy"])
    strategy = member(policy, "expirationStrategy")
    keeps = strategy == "MAINTAIN_ACCESS" or strategy == "ALLOW_ACCESS"
    expiry = _time(member(attributes, "expiry"))
    features = _read_terms(metadata, grant)
    grant.id, grant.code = found["id"], attributes["key"]
    grant.account, grant.application = linked["account"], linked["product"]
    grant.expiry = FOREVER if keeps else expiry
    grant.maintenance_until = _time(
        member(metadata, "maintenanceUntil"), expiry if strategy == "MAINTAIN_ACCESS" else FOREVER
    )
    grant.suspended = suspended if isinstance(suspended, bool) else status == "SUSPENDED"
    lines = member(metadata, "products")
    if is_nullish(lines):
        name = _words(member(named(linked["product"]), "name")) or member(attributes, "name")
        name = name if isinstance(name, str) else "License"
        limit = None if is_nullish(most) else most
        grant.products = [Product(_slug(name), name, _words(member(policy, "name")) or "Machines", limit, grant.expiry)]
    else:
        grant.products = _read_lines(lines, grant.expiry)
    codes = [_words(member(member(one, "attributes"), "code")) for one in included if one["type"] == "entitlements"]
    grant.features = list(dict.fromkeys([*features, *(code for code in codes if code is not None)]))


def _words(value):
    return value if isinstance(value, str) and value != "" else None


def _slug(name):
    code = re.sub("[^a-z0-9]+", "-", name.lower())
    code = code[1:] if code.startswith("-") else code
    return (code[:-1] if code.endswith("-") else code) or "license"


def _read_terms(metadata, grant):
    if is_nullish(metadata):
        return []
    _need(isinstance(metadata, dict))
    grace, over, features = (member(metadata, name) for name in ("graceDays", "overLimit", "features"))
    _need(_is_short(member(metadata, "owner"), False) and _is_short(member(metadata, "notes")))
    _need(grace is MISSING or is_whole(grace, 0, 3650))
    grant.grace_days = 0 if grace is MISSING else grace
    _need(over is MISSING or (isinstance(over, str) and over in ("allow", "refuse")) or is_whole(over, 0, 3650))
    grant.over = "allow" if over is MISSING else over
    features = [] if features is MISSING else features
    _need(isinstance(features, list) and len(features) <= 1000)
    _need(all(is_text(one, 0, 20_000) for one in features))
    return features


def _read_lines(lines, license_expiry):
    lines = read_json(lines) if isinstance(lines, str) else lines
    _need(isinstance(lines, list) and len(lines) <= 10_000)
    products = []
    for line in lines:
        code, name, type_, limit = (member(line, word) for word in ("code", "name", "type", "limit"))
        _need(is_text(code, 1, 200) and is_text(name, 1, 20_000) and (type_ is MISSING or is_text(type_, 0, 200)))
        _need(is_nullish(limit) or is_whole(limit, 0))
        type_ = "Count" if type_ is MISSING else type_
        limit = None if is_nullish(limit) or _is_status(type_) else limit
        products.append(Product(code, name, type_, limit, _time(member(line, "expiry"), license_expiry)))
    return products


def _is_status(type_):
    return type_.isascii() and type_.lower() == "status"


# Typed keys (docs/formats/typed-key-v1.md), in numbered rows as the desk keeps them


class _Reader:
    def __init__(self, data):
        self._data, self._at = data, 0

    def take(self, length):
        taken = self._data[self._at : self._at + length]
        if len(taken) < length:
            raise NoKey("key_damaged")
        self._at += length
        return taken

    def varint(self, least, most):
        value, scale = 0, 1
        while True:
            byte = self.take(1)[0]
            value += (byte & 127) * scale
            if value > most:
                raise NoKey("key_damaged")
            if byte <= 127:
                if (byte == 0 and scale > 1) or value < least:
                    raise NoKey("key_damaged")
                return value
            scale *= 128

    def text(self, most):
        text = decode_strictly(self.take(self.varint(1, most)))
        if text is None or any(unicodedata.category(one) == "Cc" for one in text):
            raise NoKey("key_damaged")
        return text

    def date(self, least=0):
        day = self.varint(least, 2_097_151)
        return FOREVER if day == 0 else (day + 18_261 + 1) * DAY - 1

    def end(self):
        if self._at != len(self._data):
            raise NoKey("key_damaged")


_ROW = re.compile(f"(?:[{LETTERS}]{{5}} ){{0,5}}[{LETTERS}]{{5}}")


def _read_rows(text):
    """Payload and signature."""
    rows = []
    lines = text.split("\n")
    if lines.pop() != "" or len(lines) > 31:
        raise NoKey("key_damaged")
    for number, line in enumerate(lines, 1):
        head = f"{number:2}:  "
        if not line.startswith(head) or not _ROW.fullmatch(line, len(head)):
            raise NoKey("key_damaged")
        rows.append([LETTERS.index(letter) for letter in line[len(head) :].replace(" ", "")])
        if not check_holds(rows[-1], number):
            raise NoKey("key_damaged")
    if not rows or any(len(row) != 30 for row in rows[:-1]) or len(rows[0]) != 30:
        raise NoKey("key_damaged")
    values = [value for row in rows for value in row[:-2]]
    bits = 0
    for value in values:
        bits = bits << 5 | value
    length = (len(values) * 5 + 7) // 8
    data = (bits << (length * 8 - len(values) * 5)).to_bytes(length, "big")
    opening = _Reader(data[:18])
    if opening.take(1) != b"\x01":
        raise NoKey("key_damaged")
    said = opening.varint(34, 542 - 64)
    wanted_letters = ((said + 64) * 8 + 4) // 5
    wanted = (wanted_letters + 27) // 28
    last = (wanted_letters - (wanted - 1) * 28 + 2 + 4) // 5 * 5
    if len(rows) != wanted or len(rows[-1]) != last or any(data[said + 64 :]):
        raise NoKey("key_damaged")
    return data[:said], data[said : said + 64]


def _hint(what, text):
    return sha256_hex(f"typed-key/v1/{what}\0{text}", 4)


def _framed(data):
    return len(data).to_bytes(4, "big") + data


def _open_typed(text, code, unique_key, profile, folder_id):
    payload, signature = _read_rows(text)
    reader = _Reader(payload)
    reader.take(1)
    reader.varint(len(payload), len(payload))
    key_id, of_code, of_machine, of_application = (reader.take(size).hex() for size in (4, 2, 2, 2))
    signer = next((one for one in profile.keys if one.id == key_id), None)
    if signer is None or signer.revoked or "typed" not in signer.use:
        raise NoKey("typed_key_unknown_signing_key")
    if of_code != _hint("code", code):
        raise NoKey("license_code_mismatch")
    if of_machine != _hint("unique-key", unique_key):
        raise NoKey("other_machine")
    message = b"typed-key/v1\0" + b"".join(map(_framed, (payload, encodable(code), encodable(unique_key))))
    if not signature_holds(signer, message, signature):
        raise NoKey("signature_invalid")
    grant = Grant(code=code, typed=True, signed_by=signer.id)
    number, all_known = _read_typed_terms(reader, profile, grant)
    if grant.issued + MINUTE - 1 < signer.begin or grant.issued > signer.until:
        raise NoKey("signing_key_not_valid")
    if of_application != _hint("application", profile.product):
        raise NoKey("other_application")
    if not all_known:
        raise NoKey("typed_key_unknown_product")
    grant.id = folder_id if same_license(folder_id, f"typed-{number}") else f"typed-{number}"
    return grant


def _read_typed_terms(reader, profile, grant):
    grant.issued = int.from_bytes(reader.take(4), "big") * MINUTE
    number = reader.take(8).hex()
    grant.expiry = reader.date()
    valid_days = reader.varint(0, 36_525)
    grant.file_expiry = FOREVER if valid_days == 0 else grant.issued + valid_days * DAY
    grant.maintenance_until = reader.date()
    grant.grace_days = reader.varint(0, 3650)
    rule = reader.varint(0, 3652)
    grant.over = ("allow", "refuse")[rule] if rule < 2 else rule - 2
    reader.text(120)
    grant.features = [reader.text(100) for _ in range(reader.varint(0, 100))]
    numbers, all_known = set(), True
    for _ in range(reader.varint(1, 100)):
        product_number, rest = divmod(reader.varint(0, 65_535 * 4 + 3), 4)
        if product_number == 0:
            named = (reader.text(64), reader.text(120), reader.text(40))
        else:
            if product_number in numbers:
                raise NoKey("key_damaged")
            numbers.add(product_number)
            named = profile.catalogue.get(product_number)
            all_known = all_known and named is not None
        limit = float(reader.varint(0, LARGEST)) if rest & 1 else None
        expiry = reader.date(1) if rest & 2 else grant.expiry
        if named is not None:
            grant.products.append(Product(*named, None if _is_status(named[2]) else limit, expiry))
    reader.end()
    return number, all_known


# The server's word


@dataclass
class Word:
    # suspended, revoked, seat_released, or None
    says: object
    at: float
    # None: it does not say that it ended
    ended: object


_SAYINGS = {
    "BANNED": "revoked",
    "SUSPENDED": "suspended",
    "NO_MACHINE": "seat_released",
    "NO_MACHINES": "seat_released",
    "FINGERPRINT_SCOPE_MISMATCH": "seat_released",
}
_PAIR = re.compile(f'[{SPACE}]*([a-z]+)="([^"]*)"[{SPACE}]*')


def _signature_header(header):
    """None: it has another form."""
    if units(header) > 4096:
        return None
    fields, at = {}, 0
    while True:
        found = _PAIR.match(header, at)
        if found is None:
            return None
        fields[found[1]] = found[2]
        at = found.end()
        if at == len(header):
            return fields
        if header[at] != ",":
            return None
        at += 1


def _holds(answer, date, profile):
    digest = re.sub("^sha-256=", "", answer["digest"], flags=re.IGNORECASE | re.ASCII)
    if base64(digest) != hashlib.sha256(encodable(answer["body"])).digest():
        return False
    fields = _signature_header(answer["signature"])
    if fields is None or not all(fields.get(name) for name in ("keyid", "algorithm", "signature", "headers")):
        return False
    signature = base64(fields["signature"])
    if fields["algorithm"] != "ed25519" or fields["headers"] != "(request-target) host date digest":
        return False
    if signature is None or len(signature) != 64:
        return False
    hosts = {answer["host"], re.sub(r":[0-9]+\Z", "", answer["host"])}
    start = f"(request-target): {answer['method']} {answer['target']}\nhost: "
    end = f"\ndate: {answer['date']}\ndigest: {answer['digest']}"
    keys = [one for one in profile.keys if "responses" in one.use and not one.revoked]
    return any(
        signature_holds(key, encodable(start + host + end), signature)
        for key in keys
        if key.begin - DAY <= date <= key.until
        for host in hosts
    )


def read_word(answer, code, profile):
    """None: there is none, or it does not hold."""
    date = read_instant(answer["date"]) if answer is not None else None
    if date is None or not _holds(answer, date, profile):
        return None
    body = read_json(answer["body"])
    attributes, meta = member(member(body, "data"), "attributes"), member(body, "meta")
    expiry, scope = member(attributes, "expiry"), member(meta, "scope")
    said, valid, ts = (member(meta, name) for name in ("code", "valid", "ts"))
    is_nullish_text = lambda value: is_nullish(value) or isinstance(value, str)  # noqa: E731
    if member(attributes, "key") != code or not is_nullish_text(expiry) or not isinstance(said, str):
        return None
    if not (valid is MISSING or isinstance(valid, bool)) or not (ts is MISSING or isinstance(ts, str)):
        return None
    if not is_nullish(scope) and not (isinstance(scope, dict) and is_nullish_text(member(scope, "fingerprint"))):
        return None
    at = date if ts is MISSING else read_instant(ts)
    if at is None:
        return None
    ended = None
    if said == "EXPIRED" and valid is not True:
        end = read_instant(expiry) if isinstance(expiry, str) else None
        ended = at if end is None else min(end, at)
    return Word(_SAYINGS.get(said), at, ended)
