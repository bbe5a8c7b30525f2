package activationdesk.gate;

/** As the command exits. */
public enum Verdict {
  MAY_RUN(0),
  MAY_NOT(1),
  /** What to do then is the product's to say: nothing that cannot be read is a “no”. */
  COULD_NOT_TELL(2);

  private final int status;

  Verdict(int status) {
    this.status = status;
  }

  /** 0, 1 or 2. */
  public int exitStatus() {
    return status;
  }
}
