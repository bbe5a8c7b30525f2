package activationdesk.gate;

/** Of a file: absent, its text, or in trouble, with the reason. */
record FileState(Is is, String text, String reason) {
  enum Is { ABSENT, TEXT, TROUBLE }

  static final FileState ABSENT = new FileState(Is.ABSENT, null, null);

  static FileState of(String text) {
    return new FileState(Is.TEXT, text, null);
  }

  static FileState trouble(String reason) {
    return new FileState(Is.TROUBLE, null, reason);
  }

  static FileState of(Failure failure) {
    return failure.isAbsent() ? ABSENT : trouble(failure.reason());
  }

  boolean isAbsent() {
    return is == Is.ABSENT;
  }

  boolean isText() {
    return is == Is.TEXT;
  }

  boolean isTrouble() {
    return is == Is.TROUBLE;
  }
}
