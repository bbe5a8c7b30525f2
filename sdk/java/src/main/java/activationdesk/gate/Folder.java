package activationdesk.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A folder in which names are looked up without following a link: below its handle where the system gives one to Java (a
 * folder that may be entered and not listed has none), else by its path.
 */
final class Folder implements AutoCloseable {
  static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final String path;
  /** Null: by its path. */
  private final SecureDirectoryStream<Path> handle;

  private Folder(String path, SecureDirectoryStream<Path> handle) {
    this.path = path;
    this.handle = handle;
  }

  /** The data folder itself, which may be reached through links. */
  static Folder of(String path) {
    return new Folder(path, null);
  }

  private String below(String name) {
    return path.endsWith("/") ? path + name : path + "/" + name;
  }

  /** What lies there itself. */
  BasicFileAttributes lookAt(String name) throws Failure {
    if (handle == null) return Places.look(below(name), LinkOption.NOFOLLOW_LINKS);
    try {
      return handle.getFileAttributeView(Places.nameOf(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes();
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  /** Of the folder itself, and of what lies there; empty where the system has no owners. */
  Map<String, Object> details() throws Failure {
    return Places.details(path, LinkOption.NOFOLLOW_LINKS);
  }

  Map<String, Object> details(String name) throws Failure {
    return Places.details(below(name), LinkOption.NOFOLLOW_LINKS);
  }

  private DirectoryStream<Path> stream(String name) throws Failure {
    if (!lookAt(name).isDirectory()) throw new Failure(Failure.Errno.ENOTDIR);
    try {
      if (handle != null) return handle.newDirectoryStream(Places.nameOf(name), LinkOption.NOFOLLOW_LINKS);
      DirectoryStream<Path> above = Files.newDirectoryStream(Places.of(path));
      if (!(above instanceof SecureDirectoryStream<Path> secure)) {
        above.close();
        return Files.newDirectoryStream(Places.of(below(name)));
      }
      try (secure) {
        return secure.newDirectoryStream(Places.nameOf(name), LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  Folder open(String name) throws Failure {
    try {
      DirectoryStream<Path> stream = stream(name);
      if (stream instanceof SecureDirectoryStream<Path> secure) return new Folder(below(name), secure);
      close(stream);
    } catch (Failure failure) {
      if (failure.errno != Failure.Errno.EACCES) throw failure;
    }
    return new Folder(below(name), null);
  }

  /**
   * What is in a folder, in the order of its names' UTF-16 units. Of those that are no UTF-8 there is the text with U+FFFD: it opens
   * nothing, or something else.
   */
  record Listing(List<String> names, List<String> unnamed) {
    Listing() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    boolean isEmpty() {
      return names.isEmpty() && unnamed.isEmpty();
    }
  }

  Listing list(String name) throws Failure {
    Listing found = new Listing();
    DirectoryStream<Path> stream;
    try {
      stream = stream(name);
    } catch (Failure failure) {
      // The data folder itself may be closed to listing.
      if (failure.errno != Failure.Errno.EACCES || handle != null) throw failure;
      stream = byPath(name);
    }
    try (DirectoryStream<Path> listed = stream) {
      for (Path one : listed) {
        Path last = one.getFileName();
        (Places.hasText(last) ? found.names : found.unnamed).add(Places.lastNameOf(last));
      }
    } catch (DirectoryIteratorException e) {
      throw Failure.of(e.getCause());
    } catch (IOException e) {
      throw Failure.of(e);
    }
    Collections.sort(found.names);
    Collections.sort(found.unnamed);
    return found;
  }

  private DirectoryStream<Path> byPath(String name) throws Failure {
    try {
      return Files.newDirectoryStream(Places.of(below(name)));
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  FileState read(String name) {
    return read(name, MOST_BYTES);
  }

  FileState read(String name, int mostBytes) {
    try {
      return Uninterrupted.done(() -> readOnce(name, mostBytes));
    } catch (IOException e) {
      return FileState.of(Failure.of(e));
    }
  }

  private FileState readOnce(String name, int mostBytes) throws IOException {
    try {
      return readOpen(name, mostBytes);
    } catch (Failure failure) {
      return FileState.of(failure);
    }
  }

  /** Looked at beforehand, for a pipe would wait for its writer; and behind, for another may lie there by then. */
  private FileState readOpen(String name, int mostBytes) throws Failure, IOException {
    for (int attempt = 0; ; attempt += 1) {
      BasicFileAttributes before = lookAt(name);
      if (!before.isRegularFile()) return FileState.trouble("not_a_file");
      try (SeekableByteChannel channel = channel(name)) {
        boolean isSame = Objects.equals(before.fileKey(), lookAt(name).fileKey());
        if (isSame || attempt == 9) return textOf(channel, mostBytes);
      } catch (Failure failure) {
        if (!failure.isAbsent() || attempt == 9) throw failure;
        // It was replaced meanwhile; or it went, and the next look says so.
      }
    }
  }

  private SeekableByteChannel channel(String name) throws Failure {
    try {
      if (handle != null) return handle.newByteChannel(Places.nameOf(name), READ);
      return Files.newByteChannel(Places.of(below(name)), READ);
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  static FileState textOf(SeekableByteChannel channel, int mostBytes) throws IOException {
    long size = channel.size();
    if (size > mostBytes) return FileState.trouble("unreadable");
    // With room for one more, so that what grows meanwhile is not cut off in silence.
    ByteBuffer bytes = ByteBuffer.allocate((int) size + 1);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    if (!bytes.hasRemaining()) return FileState.trouble("unreadable");
    return FileState.of(Texts.decode(bytes.array(), bytes.position()));
  }

  /** Links are followed; nothing but a file is read. */
  static FileState readSource(String path) {
    try {
      BasicFileAttributes found = Places.look(path);
      if (!found.isRegularFile()) return FileState.trouble("not_a_file");
      try (InputStream stream = Files.newInputStream(Places.of(path))) {
        // Whatever its size says: a file of the kernel's says none.
        byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
        return bytes.length > MOST_BYTES ? FileState.trouble("unreadable") : FileState.of(Texts.decode(bytes, bytes.length));
      } catch (IOException e) {
        throw Failure.of(e);
      }
    } catch (Failure failure) {
      return FileState.of(failure);
    }
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      // It was only read.
    }
  }

  @Override
  public void close() {
    if (handle != null) close(handle);
  }
}
