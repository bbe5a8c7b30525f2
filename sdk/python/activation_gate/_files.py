"""Files and folders of the data folder: regular files, no links, no pipes (docs/formats/gate-v1.md#reading-files)."""

import errno
import os
import stat

from ._texts import by_units

MOST_BYTES = 16 * 1024 * 1024
_NO_FILE = {errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.ENOTDIR, errno.EISDIR, errno.EOPNOTSUPP}
_PATH = getattr(os, "O_PATH", os.O_RDONLY)


def is_too_long(data_folder):
    """No store can be there."""
    return len(os.fsencode(data_folder)) > 490 or any(len(os.fsencode(name)) > 255 for name in data_folder.split("/"))


class Refusal(Exception):
    """It cannot be told."""

    def __init__(self, code, path=None, cause=None, product=None):
        """`product`: whose usage is not known."""
        super().__init__(code)
        self.code, self.path, self.cause, self.product = code, path, cause, product


class Trouble(Exception):
    """There is something, and this is why it was not read."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def is_denied(error):
    return error.errno in (errno.EACCES, errno.EPERM)


def reason_of(error):
    if is_denied(error):
        return "no_permission"
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return "too_many_open_files"
    return "not_a_file" if error.errno in _NO_FILE else "read_failed"


class Folder:
    """One that is open, or the data folder itself by its path, which may lead through links."""

    def __init__(self, path, handle=None):
        self._path, self._handle = path, handle

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._handle is not None:
            os.close(self._handle)

    def _at(self, name):
        return name if self._handle is not None else f"{self._path}/{name}"

    def _open(self, name, flags):
        return os.open(self._at(name), flags | os.O_CLOEXEC | os.O_NOFOLLOW, dir_fd=self._handle)

    def folder(self, name):
        return Folder(None, self._open(name, _PATH | os.O_DIRECTORY))

    def look_at(self, name):
        """What lies there itself."""
        return os.stat(self._at(name), dir_fd=self._handle, follow_symlinks=False)

    def names(self, name):
        """In their order. Behind them, those that are no UTF-8, with U+FFFD: such a text opens nothing, or something else."""
        handle = self._open(name, os.O_RDONLY | os.O_DIRECTORY)
        try:
            found = [os.fsencode(one) for one in os.listdir(handle)]
        except OSError as error:
            # Of what listing took itself, and not of the folder.
            raise MemoryError if error.errno == errno.ENOMEM else error
        finally:
            os.close(handle)
        named = [one.decode() for one in found if _is_text(one)]
        unnamed = [one.decode("utf-8", "replace") for one in found if not _is_text(one)]
        return sorted(named, key=by_units), sorted(unnamed, key=by_units)

    def read(self, name, most=MOST_BYTES):
        """Its text; None: it is not there. Raises Trouble."""
        try:
            with self.regular(name) as file:
                return text_in(file, most)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Trouble(reason_of(error)) from error

    def regular(self, name):
        """Opened; raises what the system says, or Trouble."""
        return _regular(self._open(name, os.O_RDONLY | os.O_NONBLOCK))


def _is_text(name):
    try:
        name.decode()
        return True
    except UnicodeDecodeError:
        return False


def _regular(handle):
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return open(handle, "rb", buffering=0)
    os.close(handle)
    raise Trouble("not_a_file")


def text_in(file, most):
    if os.fstat(file.fileno()).st_size > most:
        raise Trouble("unreadable")
    size = os.fstat(file.fileno()).st_size
    data = b""
    while len(data) <= size:
        piece = file.read(size + 1 - len(data))
        if not piece:
            return data.decode("utf-8", "replace")
        data += piece
    raise Trouble("unreadable")


def _text_to_end(file):
    """Whatever its size says: a file of the kernel's says none."""
    data = bytearray()
    while len(data) <= MOST_BYTES:
        piece = file.read(min(65_536, MOST_BYTES + 1 - len(data)))
        if not piece:
            return data.decode("utf-8", "replace")
        data += piece
    raise Trouble("unreadable")


def read_source(path):
    """Links are followed. None: it is not there. Raises Trouble."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            raise Trouble("not_a_file")
    except OSError:
        pass  # opening says why
    try:
        with _regular(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)) as file:
            return _text_to_end(file)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Trouble(reason_of(error)) from error
