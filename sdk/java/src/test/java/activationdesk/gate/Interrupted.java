package activationdesk.gate;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** For the tests: a thread that is interrupted, before or while it asks and reports, is answered as any other, and stays interrupted. */
public final class Interrupted {
  private static final int CANCELLED = 200;
  private static final int LONGEST_SPIN = 50_000;

  private final Gate gate;
  private final String expected;
  private final Map<String, Integer> wrong = new TreeMap<>();

  private Interrupted(Gate gate) throws IOException {
    this.gate = gate;
    gate.reportUsage("alpha", 7);
    expected = gate.check("alpha").json();
  }

  public static void main(String[] args) throws Exception {
    Interrupted test = new Interrupted(new Gate(Files.readString(Path.of(args[0])), args[1]));
    test.before();
    ExecutorService one = Executors.newSingleThreadExecutor();
    Random moments = new Random();
    for (int i = 0; i < CANCELLED; i += 1) test.cancelled(one, moments.nextInt(LONGEST_SPIN));
    one.shutdown();
    one.awaitTermination(1, TimeUnit.MINUTES);
    System.out.println(test.expected);
    System.out.println("wrong: " + test.wrong);
    test.closesInterrupted();
    withoutEnd();
  }

  /** As by somebody who interrupts at each attempt. */
  private static void withoutEnd() throws IOException {
    int[] times = {0};
    try {
      Uninterrupted.done(() -> {
        times[0] += 1;
        throw new ClosedByInterruptException();
      });
    } catch (ClosedByInterruptException given) {
      System.out.println("given up: " + times[0] + ", interrupted: " + Thread.interrupted());
    }
  }

  private void before() {
    Thread.currentThread().interrupt();
    ask();
    if (!Thread.currentThread().isInterrupted()) wrong.merge("the flag is lost by check", 1, Integer::sum);
    Thread.currentThread().interrupt();
    report();
    if (!Thread.interrupted()) wrong.merge("the flag is lost by reportUsage", 1, Integer::sum);
  }

  private void ask() {
    String said = gate.check("alpha").json();
    if (!said.equals(expected)) wrong.merge(said, 1, Integer::sum);
  }

  private void report() {
    try {
      gate.reportUsage("alpha", 7);
    } catch (IOException e) {
      wrong.merge(e.toString(), 1, Integer::sum);
    }
  }

  /** It asks until it is interrupted, so that each interrupt comes while it does. */
  private void cancelled(ExecutorService executor, int spins) throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch isCancelled = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Future<?> asked = executor.submit(() -> {
      runs.countDown();
      boolean isOver;
      do {
        isOver = isCancelled.getCount() == 0;
        ask();
        report();
      } while (!isOver && !Thread.currentThread().isInterrupted());
      if (!Thread.currentThread().isInterrupted()) wrong.merge("the flag is lost", 1, Integer::sum);
      ended.countDown();
    });
    runs.await();
    for (int i = 0; i < spins; i += 1) Thread.onSpinWait();
    asked.cancel(true);
    isCancelled.countDown();
    ended.await();
  }

  /** Closing waits for the listener, which waits here until the closing thread is waiting for it. */
  private void closesInterrupted() throws InterruptedException {
    Thread closing = Thread.currentThread();
    CountDownLatch called = new CountDownLatch(1);
    AtomicBoolean closes = new AtomicBoolean();
    AtomicBoolean hasEnded = new AtomicBoolean();
    Watch watch = gate.watch(answer -> {
      called.countDown();
      while (!closes.get() || closing.getState() == Thread.State.RUNNABLE) Thread.onSpinWait();
      hasEnded.set(true);
    }, "alpha", null, null, null);
    called.await();
    closing.interrupt();
    closes.set(true);
    watch.close();
    System.out.println("closed: " + hasEnded.get() + ", interrupted: " + Thread.interrupted());
  }
}
