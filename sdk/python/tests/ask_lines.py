"""For the tests, by lines from standard input: a folder that a case was laid out in, clock, product, and what is asked
more, and the data folder where it is another, with tabs between; "-" is nothing, and in the
data folder "␀" and "␛" are U+0000 and a lone surrogate. Each is answered by a line: the JSON and, behind a tab, the sentence. With "machine" before a system and a folder: which machine that is, by its files (linux) or by the file "value", what it says of itself."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from activation_gate import Gate  # noqa: E402
from activation_gate._files import Refusal, read_source  # noqa: E402
from activation_gate._machine import id_said, read_machine  # noqa: E402


def machine(system, folder):
    sources = [f"{folder}/system/{place}/machine-id" for place in ("dbus", "etc")]
    try:
        if system == "linux":
            return {"id": read_machine(f"{folder}/data", True, sources).id}
        return {"id": id_said(read_source(f"{folder}/value") or "")}
    except Refusal as refusal:
        return {"error": {"code": refusal.code}}


# A data folder may be any bytes, as in arguments and the environment.
sys.stdin.reconfigure(errors="surrogateescape")
for line in sys.stdin:
    if line.startswith("machine\t"):
        print(json.dumps(machine(*line.rstrip("\n").split("\t")[1:])), flush=True)
        continue
    folder, clock, product, feature, built, *other = line.rstrip("\n").split("\t")
    profile = pathlib.Path(folder, "vendor.json").read_text(encoding="utf-8")
    data = other[0].replace("␀", "\0").replace("␛", "\ud800") if other else f"{folder}/data"
    gate = Gate(profile, data)
    gate._clock = float(clock)
    gate._sources = [f"{folder}/system/{place}/machine-id" for place in ("dbus", "etc")]
    answer = gate.check(product, None if built == "-" else built, None if feature == "-" else feature)
    assert answer.is_test == ("test" in answer.json) and answer.may_run == answer.json.get("mayRun", False)
    print(json.dumps(answer.json), answer.sentence, sep="\t", flush=True)
