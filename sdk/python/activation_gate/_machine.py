"""Which machine this is (docs/formats/gate-v1.md#machine)."""

import os
import stat
import sys
from dataclasses import dataclass

from ._files import Folder, Refusal, Trouble, is_too_long, read_source
from ._texts import SPACE, machine_id_in

SOURCES = ("/var/lib/dbus/machine-id", "/etc/machine-id")


@dataclass
class Machine:
    id: str
    is_from_file: bool
    # A source before it that says nothing
    emptied: object


def _is_through_a_file(path):
    while True:
        try:
            return not stat.S_ISDIR(os.stat(path).st_mode)
        except OSError:
            if os.path.dirname(path) == path:
                return False
            path = os.path.dirname(path)


def _read_id_file(data_folder):
    place = f"{data_folder}/machine-id"
    trouble = text = None
    try:
        text = Folder(data_folder).read("machine-id")
        if text is None:
            return None
    except Trouble as error:
        trouble = error.reason
    machine_id = machine_id_in(text) if text is not None else None
    if machine_id is not None:
        return Machine(machine_id, True, None)
    if _is_through_a_file(data_folder):
        return None
    if trouble == "no_permission":
        raise Refusal("store_not_readable", place)
    if trouble in ("read_failed", "too_many_open_files"):
        raise Refusal("machine_id_not_readable", place, trouble)
    raise Refusal("machine_id_file_invalid", place)


def _platform_uuid():
    """IOPlatformUUID, which `ioreg` prints, from the kernel itself; "": it says none. Written, and not run on a Mac."""
    import ctypes

    utf8 = 0x0800_0100
    pointer, name = ctypes.c_void_p, ctypes.c_char_p
    kit = ctypes.CDLL("/System/Library/Frameworks/IOKit.framework/IOKit")
    core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    kit.IOServiceMatching.argtypes, kit.IOServiceMatching.restype = [name], pointer
    find = kit.IOServiceGetMatchingService
    find.argtypes, find.restype = [ctypes.c_uint, pointer], ctypes.c_uint
    made = core.CFStringCreateWithCString
    made.argtypes, made.restype = [pointer, name, ctypes.c_uint32], pointer
    read = kit.IORegistryEntryCreateCFProperty
    read.argtypes, read.restype = [ctypes.c_uint, pointer, pointer, ctypes.c_uint32], pointer
    core.CFStringGetCString.argtypes = [pointer, name, ctypes.c_long, ctypes.c_uint32]
    core.CFStringGetCString.restype = ctypes.c_ubyte
    core.CFRelease.argtypes = [pointer]
    kit.IOObjectRelease.argtypes = [ctypes.c_uint]
    expert = find(0, kit.IOServiceMatching(b"IOPlatformExpertDevice"))
    if not expert:
        return ""
    key = made(None, b"IOPlatformUUID", utf8)
    found = read(expert, key, None, 0)
    said = ctypes.create_string_buffer(64)
    told = bool(found) and core.CFStringGetCString(found, said, len(said), utf8)
    for one in (key, found):
        if one:
            core.CFRelease(one)
    kit.IOObjectRelease(expert)
    return said.value.decode("utf-8", "replace") if told else ""


def _machine_guid():
    """MachineGuid of the registry, as 64-bit programs see it; "": there is none. Written, and not run on Windows."""
    import winreg

    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, access) as key:
            value, kind = winreg.QueryValueEx(key, "MachineGuid")
            return value if kind == winreg.REG_SZ else ""
    except OSError:
        return ""


_SAID_BY = {"win32": _machine_guid, "darwin": _platform_uuid}


def id_said(said):
    """The id in what a system says of itself, as tests/vectors/machine-ids.json has it. Raises a Refusal where it is none."""
    bare = "".join(one for one in said if one not in SPACE)
    machine_id = machine_id_in(bare)
    if machine_id is None:
        raise Refusal("machine_id_missing" if bare == "" else "machine_id_not_usable")
    return machine_id


def read_machine(data_folder, file_allowed, sources=SOURCES):
    found = _read_id_file(data_folder) if file_allowed and not is_too_long(data_folder) else None
    if found is not None:
        return found
    emptied, said = None, ""
    for source in sources:
        try:
            text = read_source(source)
        except Trouble as trouble:
            raise Refusal("machine_id_not_readable", source, trouble.reason) from None
        if text == "":
            emptied = emptied or source
        elif text is not None:
            said = text.split("\n", 1)[0]
            break
    if sources is SOURCES and sys.platform in _SAID_BY:
        said = _SAID_BY[sys.platform]()
    return Machine(id_said(said), False, emptied)
