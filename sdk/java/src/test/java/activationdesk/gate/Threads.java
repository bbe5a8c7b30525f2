package activationdesk.gate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** For the tests: a hundred threads ask the same gate at once, and all are answered alike. */
public final class Threads {
  private static final int THREADS = 100;
  private static final int QUESTIONS = 20;

  private Threads() {}

  public static void main(String[] args) throws Exception {
    Gate gate = new Gate(Files.readString(Path.of(args[0])), args[1]);
    String expected = gate.check("alpha").json();
    Callable<Integer> asks = () -> {
      int other = 0;
      for (int i = 0; i < QUESTIONS; i += 1) other += gate.check("alpha").json().equals(expected) ? 0 : 1;
      return other;
    };
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<Integer>> all = new ArrayList<>(pool.invokeAll(Collections.nCopies(THREADS, asks)));
    int different = 0;
    for (Future<Integer> one : all) different += one.get();
    pool.shutdown();
    System.out.println(different + " of " + THREADS * QUESTIONS + " answered otherwise");
    System.out.println(expected);
    System.exit(different == 0 ? 0 : 1);
  }
}
