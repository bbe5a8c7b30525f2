package activationdesk.gate;

/** It cannot be told: caught where the question was asked, and said by its answer. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  final String code;
  /** Null: none. */
  final String path;
  final String reason;
  /** Whose usage is not known; else null. */
  final String product;

  Refusal(String code, String path, String reason) {
    this(code, path, reason, null);
  }

  Refusal(String code, String path, String reason, String product) {
    super(code, null, false, false);
    this.code = code;
    this.path = path;
    this.reason = reason;
    this.product = product;
  }
}
