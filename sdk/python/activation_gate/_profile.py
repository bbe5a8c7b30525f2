"""The vendor profile (docs/formats/vendor-profile.md): whom the product trusts."""

import re
from dataclasses import dataclass

from ._files import Refusal
from ._keys import FOREVER, is_signing_point
from ._texts import MISSING, is_text, is_whole, member, read_instant, read_json


@dataclass(frozen=True)
class Key:
    id: str
    public_key: bytes
    use: frozenset
    revoked: bool
    begin: float
    until: float


@dataclass(frozen=True)
class Profile:
    id: str
    name: str
    prefix: str
    account: str
    product: str
    machine_id_file: bool
    test: bool
    keys: tuple
    catalogue: dict


def _need(holds):
    if not holds:
        raise Refusal("profile_invalid")


def _text(value, name, most):
    found = member(value, name)
    _need(is_text(found, 1, most))
    return found


def _time(text):
    at = read_instant(text) if isinstance(text, str) else None
    _need(at is not None)
    return at


def _key(value):
    use, revoked, until = (member(value, name) for name in ("use", "revoked", "until"))
    key_id, public_key = _text(value, "id", 8), _text(value, "publicKey", 64)
    _need(re.fullmatch("[0-9a-f]{8}", key_id) and re.fullmatch("[0-9a-f]{64}", public_key))
    _need(is_signing_point(bytes.fromhex(public_key)))
    _need(isinstance(use, list) and use and all(one in ("files", "responses", "typed") for one in use))
    _need(isinstance(revoked, bool))
    end = FOREVER if until is None else _time(until)
    return Key(key_id, bytes.fromhex(public_key), frozenset(use), revoked, _time(member(value, "from")), end)


def read_profile(text):
    """Raises Refusal."""
    value = read_json(text)
    server, file, test = (member(value, name) for name in ("server", "machineIdFile", "test"))
    keys, catalogue = member(value, "keys"), member(value, "catalogue")
    _need(isinstance(file, bool) and (test is MISSING or test is True))
    _need(isinstance(keys, list) and len(keys) <= 32 and isinstance(catalogue, list) and len(catalogue) <= 1000)
    products = {}
    for one in catalogue:
        _need(is_whole(member(one, "number"), 1, 65_535))
        named = (_text(one, "code", 64), _text(one, "name", 200), _text(one, "type", 40))
        products.setdefault(int(one["number"]), named)
    return Profile(
        _text(value, "id", 64),
        _text(value, "name", 100),
        _text(value, "uniqueKeyPrefix", 24),
        _text(server, "account", 100),
        _text(server, "product", 100),
        file,
        test is True,
        tuple(_key(one) for one in keys),
        products,
    )
