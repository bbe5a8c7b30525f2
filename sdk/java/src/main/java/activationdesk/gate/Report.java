package activationdesk.gate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** How much is in use, written by the product itself (usage-report.md). */
final class Report {
  private static final String RIGHTS = "rw-r-----";

  private Report() {}

  /** Whole, or not at all: into a file beside it, then a rename. */
  static void write(String dataFolder, String product, long usage) throws IOException {
    if (product == null || !Usage.hasFile(product) || usage < 0 || usage > (long) JsonValue.LARGEST) throw new IOException("invalid_input");
    Path folder = placeOf(dataFolder + "/usage");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.readAttributes(folder, "*", LinkOption.NOFOLLOW_LINKS);
      throw new NotDirectoryException(folder.toString());
    }
    Path beside = folder.resolve(product + "." + UUID.randomUUID() + ".tmp");
    try {
      Uninterrupted.done(() -> writeBeside(beside, "{\"usage\":" + usage + "}\n"));
      rename(beside, folder.resolve(product + ".json"));
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    if (!Places.IS_WINDOWS) Uninterrupted.done(() -> force(folder));
  }

  private static Void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return null;
  }

  private static Path placeOf(String path) throws IOException {
    try {
      return Places.of(path);
    } catch (Failure failure) {
      throw new IOException("invalid_input");
    }
  }

  private static Void writeBeside(Path place, String text) throws IOException {
    // One of an interrupted write.
    Files.deleteIfExists(place);
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      // The umask may have left more to others, or less to the group, than the gate takes.
      if (!Places.IS_WINDOWS) Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(RIGHTS));
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(true);
    }
    return null;
  }

  private static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
