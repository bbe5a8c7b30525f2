"""For the bench: what opening a key from memory, verifying its signature bare and a whole check cost, in microseconds of
processor each. Its arguments: profile, key, message (files), signature and public key (hex), code, Unique Key, data folder,
product."""

import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: E402

from activation_gate import MAY_RUN, Gate  # noqa: E402
from activation_gate._keys import open_key  # noqa: E402
from activation_gate._profile import read_profile  # noqa: E402

ROUNDS, TIMES = 15, 100

profile_file, key_file, message_file, signature_hex, public_hex, code, unique_key, folder, product = sys.argv[1:]
text = pathlib.Path(profile_file).read_text(encoding="utf-8")
key = pathlib.Path(key_file).read_text(encoding="utf-8")
message, signature = pathlib.Path(message_file).read_bytes(), bytes.fromhex(signature_hex)
public_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
profile = read_profile(text)
gate = Gate(text, folder)


def check():
    if gate.check(product).verdict != MAY_RUN:
        raise SystemExit("the bench’s license does not hold")


def cost(work):
    started = time.process_time()
    for _ in range(TIMES):
        work()
    return (time.process_time() - started) * 1e6 / TIMES


works = (
    lambda: open_key(key, code, unique_key, profile, "id"),
    lambda: public_key.verify(signature, message),
    check,
)
rounds = [[cost(work) for work in works] for _ in range(ROUNDS)]
print(*(statistics.median(costs) for costs in zip(*rounds)))
