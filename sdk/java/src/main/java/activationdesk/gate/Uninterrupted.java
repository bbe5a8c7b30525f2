package activationdesk.gate;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * What an interrupt would cut short. A channel is closed by one, whether the thread's flag was set before or is set meanwhile, and
 * only channels open below a folder's handle, or force to the disk. Behind it the flag is set again, for the caller to see.
 */
final class Uninterrupted {
  /** Who interrupts without end keeps nobody busy for ever: the last interrupt is an error then, as of the disk. */
  static final int MOST_TIMES = 100;

  interface Work<T> {
    T run() throws IOException;
  }

  interface Wait<T> {
    T run() throws InterruptedException;
  }

  private Uninterrupted() {}

  /** The work is begun anew, so it has to bear that. */
  static <T> T done(Work<T> work) throws IOException {
    boolean interrupted = false;
    try {
      for (int times = 1; ; times += 1) {
        interrupted |= Thread.interrupted();
        try {
          return work.run();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          if (times == MOST_TIMES) throw e;
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /** It goes on where it was, so it ends when what is waited for does. */
  static <T> T waited(Wait<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.run();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
