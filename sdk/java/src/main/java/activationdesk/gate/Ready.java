package activationdesk.gate;

import java.util.function.Supplier;

/**
 * What has to be there before the first question. A class whose initializer ends by an error, as one of a stack without room, is
 * dead for as long as the JVM runs, the JDK's own too: those that a gate needs are initialized on a thread that has room. Beside
 * them the answers are made for which there may be no room later.
 */
final class Ready {
  /** Null: not yet. */
  static volatile Ready ready;

  final Answer outOfMemory = lacking("out_of_memory", false);
  final Answer outOfMemoryOfTest = lacking("out_of_memory", true);
  final Answer internalError = lacking("internal_error", false);
  final Answer internalErrorOfTest = lacking("internal_error", true);
  /** A question was answered, for which there was room: the next ones need none of the JDK's classes that are not there. */
  volatile boolean hasAnswered;

  private Ready() {}

  private static Answer lacking(String code, boolean test) {
    return Answer.refused(new Refusal(code, null, null), test);
  }

  /** What is thrown here comes of a process that has no room, or no memory, to begin with. */
  static synchronized Ready made() {
    if (ready == null) ready = Roomy.done(new Making());
    return ready;
  }

  /** No lambda: the first of a JVM initializes a good part of the JDK on the caller's stack. */
  private static final class Making implements Supplier<Ready> {
    @Override
    public Ready get() {
      Ready made = new Ready();
      Rehearsal.play();
      return made;
    }
  }
}
