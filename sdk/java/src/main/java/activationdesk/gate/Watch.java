package activationdesk.gate;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks again and again, and calls back when the answer is another one, until it is closed. Between two questions there are from
 * ten milliseconds to a day; what is shorter or longer counts as that, and null as five seconds.
 */
public final class Watch implements AutoCloseable {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration USUAL = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final CountDownLatch stops = new CountDownLatch(1);
  private final Thread thread;

  Watch(Consumer<Answer> listener, Supplier<Answer> question, Duration asked) {
    Objects.requireNonNull(listener, "no listener");
    Duration every = asked == null ? USUAL : asked;
    Duration bounded = every.compareTo(SHORTEST) < 0 ? SHORTEST : every.compareTo(LONGEST) > 0 ? LONGEST : every;
    long nanos = bounded.toNanos();
    thread = new Thread(() -> run(question, nanos, listener), "activation gate");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Supplier<Answer> question, long nanos, Consumer<Answer> listener) {
    String last = "";
    try {
      do {
        Answer now = question.get();
        if (!now.json().equals(last)) call(listener, now);
        last = now.json();
      } while (!stops.await(nanos, TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void call(Consumer<Answer> listener, Answer answer) {
    try {
      listener.accept(answer);
    } catch (Throwable passedOver) {
      // A library prints nothing: what a listener throws is its own to say.
    }
    // One that interrupts its own thread ends no watch.
    Thread.interrupted();
  }

  /** Waits for a callback that runs, unless it is called by it. No other follows. */
  @Override
  public void close() {
    stops.countDown();
    if (Thread.currentThread() == thread) return;
    Uninterrupted.waited(() -> {
      thread.join();
      return null;
    });
  }
}
