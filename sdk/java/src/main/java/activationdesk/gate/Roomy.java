package activationdesk.gate;

import java.util.function.Supplier;

/** Work on a thread of its own, which has room, whatever is left of the caller's stack; where there may be no more threads, here. */
final class Roomy<T> extends Thread {
  private static final int ROOM = 1024 * 1024;

  private final Supplier<T> work;
  private T made;
  private Error error;
  private RuntimeException exception;

  private Roomy(Supplier<T> work) {
    super(null, null, "activation gate, first", ROOM);
    this.work = work;
  }

  static <T> T done(Supplier<T> work) {
    Roomy<T> thread = new Roomy<>(work);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      return work.get();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
    if (thread.error != null) throw thread.error;
    if (thread.exception != null) throw thread.exception;
    return thread.made;
  }

  @Override
  public void run() {
    try {
      made = work.get();
    } catch (Error e) {
      error = e;
    } catch (RuntimeException e) {
      exception = e;
    }
  }
}
