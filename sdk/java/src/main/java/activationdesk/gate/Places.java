package activationdesk.gate;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Paths whose names are UTF-8, whatever the platform's charset is: Java has no name for “ä” under LC_ALL=C otherwise. */
final class Places {
  static final boolean IS_WINDOWS = java.io.File.separatorChar == '\\';
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Places() {}

  static Path of(String path) throws Failure {
    try {
      if (IS_WINDOWS || path.chars().allMatch(c -> c < 0x80)) return Path.of(path);
      StringBuilder uri = new StringBuilder("file://");
      for (byte b : Texts.encode(path)) uri.append(b == '/' || Texts.isAlphanumeric(b) ? (char) b : "%" + HEX.toHexDigits(b));
      return Path.of(URI.create(uri.toString()));
    } catch (InvalidPathException none) {
      throw new Failure(Failure.Errno.EINVAL);
    } catch (IllegalArgumentException none) {
      throw new Failure(Failure.Errno.EINVAL);
    }
  }

  /** For what is opened below a folder. */
  static Path nameOf(String name) throws Failure {
    return of("/" + name).getFileName();
  }

  static String textOf(Path path) {
    byte[] bytes = bytesOf(path);
    return bytes == null ? path.toString() : Texts.decode(bytes, bytes.length);
  }

  /** Null: its text says it all. */
  private static byte[] bytesOf(Path path) {
    String text = path.toString();
    if (IS_WINDOWS || text.chars().allMatch(c -> c < 0x80 && c != '?')) return null;
    String raw = path.toUri().getRawPath();
    if (raw.length() > 1 && raw.endsWith("/")) raw = raw.substring(0, raw.length() - 1);
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int at = 0; at < raw.length(); at += 1) {
      boolean escaped = raw.charAt(at) == '%';
      bytes[length++] = (byte) (escaped ? HexFormat.fromHexDigits(raw, at + 1, at + 3) : raw.charAt(at));
      if (escaped) at += 2;
    }
    return Arrays.copyOf(bytes, length);
  }

  static String lastNameOf(Path path) {
    String text = textOf(path);
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** Of a name that is no UTF-8 there is no text that opens it. */
  static boolean hasText(Path path) {
    byte[] bytes = bytesOf(path);
    return bytes == null || Arrays.equals(Texts.encode(Texts.decode(bytes, bytes.length)), bytes);
  }

  /** Null: the root has none. */
  static String above(String path) {
    int end = path.lastIndexOf('/');
    if (IS_WINDOWS) end = Math.max(end, path.lastIndexOf('\\'));
    String above = end < 0 ? "" : end == 0 ? path.substring(0, 1) : path.substring(0, end);
    return above.isEmpty() || above.equals(path) ? null : above;
  }

  static BasicFileAttributes look(String path, LinkOption... links) throws Failure {
    Path place = of(path);
    try {
      return Files.readAttributes(place, BasicFileAttributes.class, links);
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  static boolean isThere(String path, LinkOption... links) {
    try {
      look(path, links);
      return true;
    } catch (Failure none) {
      return false;
    }
  }

  /** Owner, group, rights, device and time of change, where the system has them; else empty. */
  static Map<String, Object> details(String path, LinkOption... links) throws Failure {
    Path place = of(path);
    try {
      return Files.readAttributes(place, "unix:uid,gid,mode,dev,ino,ctime,lastModifiedTime", links);
    } catch (UnsupportedOperationException | IllegalArgumentException none) {
      return Map.of();
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  static double seconds(FileTime time) {
    return time.toInstant().getEpochSecond() + time.toInstant().getNano() / 1e9;
  }
}
