package activationdesk.gate;

import java.time.Duration;
import java.util.Objects;
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
  private static final int NANOS_OF_MILLI = 1_000_000;

  /** Of what is below: whether it was closed, and whether a call of the listener runs. */
  private final Object lock = new Object();
  private boolean isClosed;
  private boolean isCalling;
  private final Thread thread;

  /** `otherwise`: what is said where the question itself ends by an error. */
  Watch(Consumer<Answer> listener, Supplier<Answer> question, Answer otherwise, Duration asked) {
    Objects.requireNonNull(listener, "no listener");
    Duration every = asked == null ? USUAL : asked;
    Duration bounded = every.compareTo(SHORTEST) < 0 ? SHORTEST : every.compareTo(LONGEST) > 0 ? LONGEST : every;
    long nanos = bounded.toNanos();
    thread = new Thread(() -> run(question, otherwise, nanos, listener), "activation gate");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Supplier<Answer> question, Answer otherwise, long nanos, Consumer<Answer> listener) {
    String last = "";
    do {
      Answer now = answered(question, otherwise);
      if (!now.json().equals(last) && begins()) {
        call(listener, now);
        ends();
      }
      last = now.json();
    } while (pauses(nanos));
  }

  private static Answer answered(Supplier<Answer> question, Answer otherwise) {
    try {
      return question.get();
    } catch (Throwable e) {
      return otherwise;
    }
  }

  /** Whoever closes the watch sees a call that runs, or none begins. */
  private boolean begins() {
    synchronized (lock) {
      isCalling = !isClosed;
      return isCalling;
    }
  }

  private void ends() {
    synchronized (lock) {
      isCalling = false;
      lock.notifyAll();
    }
  }

  /** False: it was closed. A lock's own waiting makes no objects, for which there may be no memory. */
  private boolean pauses(long nanos) {
    long end = System.nanoTime() + nanos;
    synchronized (lock) {
      for (long left = nanos; !isClosed && left > 0; left = end - System.nanoTime()) {
        try {
          lock.wait(left / NANOS_OF_MILLI, (int) (left % NANOS_OF_MILLI));
        } catch (InterruptedException e) {
          // Nobody but its listener knows the thread: it ends by being closed.
        }
      }
      return !isClosed;
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

  /** Waits for a callback that runs, unless it is called by it; not for a question that is being asked. No other follows. */
  @Override
  public void close() {
    synchronized (lock) {
      isClosed = true;
      lock.notifyAll();
    }
    if (Thread.currentThread() == thread) return;
    Uninterrupted.waited(() -> {
      synchronized (lock) {
        while (isCalling) lock.wait();
      }
      return null;
    });
  }
}
