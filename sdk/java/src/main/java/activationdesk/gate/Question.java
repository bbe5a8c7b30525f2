package activationdesk.gate;

/** Null of `feature`, NONE of `built`: not asked. */
record Question(String product, double built, String feature) {
  private static final int LONGEST = 200;

  static Question of(String product, String built, String feature) {
    return new Question(asked(product), built == null ? Times.NONE : builtOn(built), feature == null ? null : asked(feature));
  }

  boolean asksFeature() {
    return feature != null;
  }

  boolean asksBuilt() {
    return !Double.isNaN(built);
  }

  boolean isHad(Grant grant) {
    return feature == null || grant.features().contains(feature);
  }

  private static Refusal invalid() {
    return new Refusal("invalid_input", null, null);
  }

  private static String asked(String said) {
    if (said == null || said.isEmpty() || said.length() > LONGEST) throw invalid();
    return said;
  }

  /** A day, or a moment with Z. */
  private static double builtOn(String built) {
    boolean isZulu = built.length() > 11 && built.charAt(10) == 'T' && built.endsWith("Z");
    double at = built.length() == 10 || isZulu ? Times.read(built) : Times.NONE;
    if (Double.isNaN(at)) throw invalid();
    return at;
  }
}
