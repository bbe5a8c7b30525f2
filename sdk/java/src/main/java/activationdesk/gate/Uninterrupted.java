package activationdesk.gate;

import java.nio.channels.ClosedByInterruptException;

/**
 * Work that an interrupt would cut short. A channel is closed by one, whether the thread's flag was set before or is set meanwhile, and
 * only channels open below a folder's handle, or force to the disk. The work is begun anew then, so it has to bear that; behind it the
 * flag is set again, for the caller to see.
 */
final class Uninterrupted {
  interface Work<T, E extends Exception> {
    T run() throws ClosedByInterruptException, InterruptedException, E;
  }

  private Uninterrupted() {}

  static <T, E extends Exception> T run(Work<T, E> work) throws E {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return work.run();
        } catch (ClosedByInterruptException | InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
