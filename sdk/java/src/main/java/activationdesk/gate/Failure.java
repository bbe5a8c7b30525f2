package activationdesk.gate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the system answered, by the name of its error. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  enum Errno {
    ENOENT("read_failed", "cannot_be_made"),
    EACCES("no_permission", ""),
    EMFILE("too_many_open_files", "too_many_open_files"),
    ENOTSUP("not_a_file", "no_locks"),
    ELOOP("not_a_file", "link_to_nowhere"),
    ENXIO("not_a_file", "disk_fault"),
    ENOTDIR("not_a_file", "not_ours"),
    EISDIR("not_a_file", "folder_in_the_way"),
    ENAMETOOLONG("read_failed", "name_too_long"),
    ESTALE("read_failed", "share_away"),
    EBUSY("read_failed", "EBUSY"),
    EINVAL("read_failed", "EINVAL"),
    EIO("read_failed", "disk_fault");

    /** Of a file in trouble. */
    final String reason;
    /** Of a store that cannot be reached. */
    final String away;

    Errno(String reason, String away) {
      this.reason = reason;
      this.away = away;
    }
  }

  final Errno errno;

  Failure(Errno errno) {
    super(errno.name(), null, false, false);
    this.errno = errno;
  }

  boolean isAbsent() {
    return errno == Errno.ENOENT;
  }

  String reason() {
    return errno.reason;
  }

  static Failure of(IOException e) {
    if (e instanceof NoSuchFileException) return new Failure(Errno.ENOENT);
    if (e instanceof AccessDeniedException) return new Failure(Errno.EACCES);
    if (e instanceof NotDirectoryException) return new Failure(Errno.ENOTDIR);
    if (e instanceof FileSystemLoopException) return new Failure(Errno.ELOOP);
    String said = e instanceof FileSystemException of && of.getReason() != null ? of.getReason() : String.valueOf(e.getMessage());
    return new Failure(errnoSaid(said));
  }

  /** Java gives most errors by their words alone. Those that decide anything are looked for beforehand, too. */
  private static Errno errnoSaid(String said) {
    if (said.contains("not permitted")) return Errno.EACCES;
    if (said.contains("Too many open files")) return Errno.EMFILE;
    if (said.contains("levels of symbolic links")) return Errno.ELOOP;
    if (said.contains("Not a directory")) return Errno.ENOTDIR;
    if (said.contains("Is a directory")) return Errno.EISDIR;
    if (said.contains("No such device")) return Errno.ENXIO;
    if (said.contains("name too long")) return Errno.ENAMETOOLONG;
    if (said.contains("not supported")) return Errno.ENOTSUP;
    if (said.contains("Stale") || said.contains("not connected") || said.contains("timed out")) return Errno.ESTALE;
    return Errno.EIO;
  }
}
