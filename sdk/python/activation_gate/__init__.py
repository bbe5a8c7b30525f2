"""May a licensed product run on this machine?

Reads what Activation Desk stores, by docs/formats/gate-v1.md. Nothing here prints, exits, opens a socket, starts a
program or writes, but for Gate.report_usage.
"""

import math
import os
import re
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any, Callable, Dict, Optional, Sequence, Tuple, Union

from ._answer import answer_of, refusal_of
from ._files import Refusal
from ._judge import judge
from ._machine import SOURCES, read_machine
from ._profile import Profile, read_profile
from ._store import now, read_store, refusal_by
from ._texts import LARGEST, is_text, read_instant

__all__ = ["Answer", "Gate", "Watch", "MAY_RUN", "MAY_NOT", "COULD_NOT_TELL"]
__version__ = "0.1.0"

# As `activation-desk check` exits.
MAY_RUN, MAY_NOT, COULD_NOT_TELL = 0, 1, 2


# Seconds between two questions of a watch.
_USUAL = 5


@dataclass(frozen=True)
class Answer:
    """`json`: all of it, as `check --json` has it. Times are milliseconds since 1970 in UTC."""

    verdict: int
    #: Of the license that decides, or "not_licensed"; None where it could not tell.
    status: Optional[str]
    #: Why it may not run; where it could not tell, the code of what stood in the way.
    reason: Optional[str]
    limit: Optional[int]
    usage: Optional[int]
    until: Optional[int]
    days_left: Optional[int]
    maintenance_until: Optional[int]
    features: Tuple[str, ...]
    #: Where it could not tell: the place, and what is the matter with it.
    error_path: Optional[str]
    error_cause: Optional[str]
    #: Of a test vendor: says nothing of a real license.
    is_test: bool
    json: Dict[str, Any]
    #: The verdict, why, until when, and what to do, in English.
    sentence: str

    @property
    def may_run(self) -> bool:
        return self.verdict == MAY_RUN


def _made_before(code: str) -> Tuple[Answer, Answer]:
    """Of a vendor, and of a test vendor: where nothing more can be called, there is no room to make an answer either."""
    return Answer(**refusal_of(Refusal(code), False)), Answer(**refusal_of(Refusal(code), True))


_OUT_OF_MEMORY = _made_before("out_of_memory")
_INTERNAL_ERROR = _made_before("internal_error")


def _machine_folder() -> str:
    if sys.platform == "darwin":
        return "/Library/Application Support/Activation Desk"
    return "/var/lib/activation-desk"


class Gate:
    """`profile`: the vendor profile as JSON, part of the product: it holds the public keys. May be asked by any thread.

    Raises nothing: a profile that is none, and a folder that can be none, is said by every answer."""

    def __init__(self, profile: str, data_folder: Union[str, "os.PathLike[str]", None] = None):
        self._profile = profile
        # What the process lacked when the folder was to be told: each check says so.
        self._lacked: Optional[Tuple[Answer, Answer]] = None
        self._folder: Optional[str] = None
        try:
            self._folder = _folder_of(data_folder)
        except MemoryError:
            self._lacked = _OUT_OF_MEMORY
        except RecursionError:
            self._lacked = _INTERNAL_ERROR
        # Of tests alone: a clock that stands, and other sources of the machine's id.
        self._clock: Optional[float] = None
        self._sources: Sequence[str] = SOURCES

    def check(self, product: str, built: Optional[str] = None, feature: Optional[str] = None) -> Answer:
        """Verified anew from the files. `built`: "2026-12-31", or a moment with Z. Raises nothing."""
        is_test = False
        try:
            profile = self._vendor()
            is_test = profile is not None and profile.test
            if self._lacked is not None:
                return self._lacked[is_test]
            return self._answer(profile, is_test, product, built, feature)
        except MemoryError:
            return _OUT_OF_MEMORY[is_test]
        except Exception:
            # As of an OpenSSL that may not hash: a product is not to be ended by its gate.
            return _INTERNAL_ERROR[is_test]

    def _answer(
        self, profile: Optional[Profile], is_test: bool, product: str, built: Optional[str], feature: Optional[str]
    ) -> Answer:
        try:
            asked = is_text(product, 1, 200) and (feature is None or is_text(feature, 1, 200))
            built_at = None if built is None else _built_on(built)
            folder = self._folder
            if not asked or (built is not None and built_at is None) or folder is None:
                raise Refusal("invalid_input")
            if profile is None:
                raise Refusal("profile_invalid")
            if not profile.keys:
                raise Refusal("vendor_without_keys")
            machine = read_machine(folder, profile.machine_id_file, self._sources)
            store = read_store(folder)
            clock = math.floor(now() * 1000) if self._clock is None else self._clock
            judgment = judge(store, machine, profile, product, built_at, feature, clock)
            return Answer(**answer_of(judgment, is_test, product, built_at, feature))
        except Refusal as refusal:
            return Answer(**refusal_of(refusal, is_test))
        except OSError as error:
            # Of what went while it was looked at.
            return Answer(**refusal_of(refusal_by(error, str(self._folder)), is_test))

    def _vendor(self) -> Optional[Profile]:
        """None: it is none."""
        try:
            return read_profile(self._profile) if isinstance(self._profile, str) else None
        except Refusal:
            return None

    def report_usage(self, product: str, usage: int) -> None:
        """Writes usage/<product>.json whole (docs/formats/usage-report.md). Raises ValueError, or OSError."""
        if not isinstance(product, str) or not re.fullmatch("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", product):
            raise ValueError("the product's code is no name of a file")
        if self._folder is None:
            raise ValueError("the data folder can be none")
        if not isinstance(usage, int) or isinstance(usage, bool) or not 0 <= usage <= LARGEST:
            raise ValueError("usage is a whole number from 0 to 2**53 - 1")
        folder = os.open(f"{self._folder}/usage", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        name = f"{product}.{os.getpid()}-{threading.get_ident()}-{time.monotonic_ns()}.tmp"
        try:
            _write_whole(folder, name, f"{product}.json", f'{{"usage":{int(usage)}}}\n'.encode())
        finally:
            os.close(folder)

    def watch(
        self,
        listener: Callable[[Answer], None],
        product: str,
        built: Optional[str] = None,
        feature: Optional[str] = None,
        seconds: Optional[float] = _USUAL,
    ) -> "Watch":
        """Calls back, on a thread of its own, with the first answer and with each that differs from the one before.
        What the listener raises is passed over. `seconds` that are no number are answered as a question that is none; None is
        five. Raises TypeError without a listener."""
        if not callable(listener):
            raise TypeError("no listener")
        pause = _pause_of(seconds)
        asked = product if pause is not None else ""
        return Watch(lambda: self.check(asked, built, feature), listener, _USUAL if pause is None else pause)


class Watch:
    """Asks until it is stopped."""

    def __init__(self, ask: Callable[[], Answer], listener: Callable[[Answer], None], seconds: float):
        # Of the two below: whether it was stopped, and whether a call of the listener runs.
        self._changed = threading.Condition()
        self._stopped = False
        self._calling = False
        self._thread = threading.Thread(target=self._run, args=(ask, listener, seconds), daemon=True)
        self._thread.start()

    def _run(self, ask: Callable[[], Answer], listener: Callable[[Answer], None], seconds: float) -> None:
        last = None
        while True:
            now = ask()
            if now != last and self._begins():
                last = now
                try:
                    listener(now)
                except BaseException:
                    # A library prints nothing, and the next answer is told too: sys.exit in a thread ends no product either.
                    pass
                self._ends()
            with self._changed:
                if self._changed.wait_for(lambda: self._stopped, seconds):
                    return

    def _begins(self) -> bool:
        """Who stops it sees a call that runs, or none begins."""
        with self._changed:
            self._calling = not self._stopped
            return self._calling

    def _ends(self) -> None:
        with self._changed:
            self._calling = False
            self._changed.notify_all()

    def stop(self) -> None:
        """Waits for a callback that runs, unless it is called by it; not for a question that is being asked. No other follows."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            if threading.current_thread() is not self._thread:
                self._changed.wait_for(lambda: not self._calling)


def _pause_of(seconds: object) -> Optional[float]:
    """From 0.01 to a day; others count as the nearer of these. None: it is no number."""
    try:
        if seconds is None:
            return _USUAL
        if isinstance(seconds, bool):
            return None
        # Unlike float, it takes no text.
        pause = math.ldexp(seconds, 0)  # type: ignore[arg-type]
        return None if math.isnan(pause) else min(max(0.01, pause), 86_400)
    except OverflowError:
        return 86_400 if seconds > 0 else 0.01  # type: ignore[operator]
    except KeyboardInterrupt:
        raise
    except BaseException:
        # Its own code may raise anything.
        return None


def _folder_of(given: object) -> Optional[str]:
    """None: it can be none. Raises what says that the process is at its end."""
    if given is None:
        return _machine_folder()
    try:
        named = os.fsdecode(given)  # type: ignore[arg-type]
        folder = os.path.abspath(named) if named else _machine_folder()
        if os.sep == "/" and folder.startswith("//"):
            # Kept by POSIX's leave, and no other place; other languages have one.
            folder = folder[1:]
        # U+FFFD stands for letters that were lost on the way here; what is no UTF-8 is none either: other languages have it there.
        letters = (os.fsencode(named) + b"/" + os.fsencode(folder)).decode("utf-8")
        return None if "\0" in letters or "\ufffd" in letters else folder
    except (MemoryError, RecursionError, KeyboardInterrupt):
        raise
    except BaseException:
        # Of another type, whose own code may raise anything, SystemExit too, with a letter that no name has, or relative where there is no working folder.
        return None


def _built_on(built: str) -> Optional[float]:
    is_day = isinstance(built, str) and len(built) == 10
    is_moment = isinstance(built, str) and len(built) > 11 and built[10] == "T" and built.endswith("Z")
    return read_instant(built) if is_day or is_moment else None


def _write_whole(folder: int, name: str, place: str, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with open(os.open(name, flags, 0o640, dir_fd=folder), "wb") as file:
        try:
            os.fchmod(file.fileno(), 0o640)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.rename(name, place, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            os.unlink(name, dir_fd=folder)
            raise
    os.fsync(folder)
