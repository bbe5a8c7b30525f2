package activationdesk.gate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * For the bench: what opening a key from memory, verifying its signature bare and a whole check cost, in microseconds of
 * processor each. Its arguments: profile, key, message (files), signature and public key (hex), code, Unique Key, data
 * folder, product.
 */
public final class Rate {
  private static final int ROUNDS = 15;
  private static final int TIMES = 200;
  private static final int WARM = 5;

  private Rate() {}

  private interface Work {
    boolean holds() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    String profile = Files.readString(Path.of(args[0]));
    String key = Files.readString(Path.of(args[1]));
    byte[] message = Files.readAllBytes(Path.of(args[2]));
    byte[] signature = HexFormat.of().parseHex(args[3]);
    PublicKey trusted = Crypto.publicKey(HexFormat.of().parseHex(args[4]));
    Grant.Context context = new Grant.Context(args[5], args[6], Profile.read(profile), "id");
    Gate gate = new Gate(profile, args[7]);
    Work[] works = {
      () -> MachineFile.openKey(key, context) != null,
      () -> Crypto.holds(trusted, message, signature),
      () -> gate.check(args[8]).mayRun(),
    };
    double[][] costs = new double[works.length][ROUNDS];
    for (int round = -WARM; round < ROUNDS; round += 1)
      for (int i = 0; i < works.length; i += 1) {
        double cost = once(works[i]);
        if (round >= 0) costs[i][round] = cost;
      }
    StringBuilder said = new StringBuilder();
    for (double[] all : costs) {
      Arrays.sort(all);
      said.append(all[ROUNDS / 2]).append(' ');
    }
    System.out.println(said);
  }

  private static double once(Work work) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long started = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < TIMES; i += 1) if (!work.holds()) throw new IllegalStateException("the bench’s license does not hold");
    return (threads.getCurrentThreadCpuTime() - started) / 1000.0 / TIMES;
  }
}
