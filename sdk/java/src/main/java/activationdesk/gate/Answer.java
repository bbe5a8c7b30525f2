package activationdesk.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The answer to one question. It never changes. */
public final class Answer {
  private final Verdict verdict;
  private final String status;
  private final String reason;
  private final String errorPath;
  private final String errorCause;
  private final Double limit;
  private final Double usage;
  private final double until;
  private final Double daysLeft;
  private final double maintenanceUntil;
  private final List<String> features;
  private final boolean test;
  private final String json;
  private final String sentence;

  Answer(Verdict verdict, String status, String reason, String errorPath, String errorCause, Double limit, Double usage, double until,
      Double daysLeft, double maintenanceUntil, List<String> features, boolean test, String json, String sentence) {
    this.verdict = verdict;
    this.status = status;
    this.reason = reason;
    this.errorPath = errorPath;
    this.errorCause = errorCause;
    this.limit = limit;
    this.usage = usage;
    this.until = until;
    this.daysLeft = daysLeft;
    this.maintenanceUntil = maintenanceUntil;
    this.features = features;
    this.test = test;
    this.json = json;
    this.sentence = sentence;
  }

  static Answer refused(Refusal refusal, boolean test) {
    JsonWriter w = new JsonWriter().open('{');
    if (test) w.name("test").flag(true);
    w.name("error").open('{').name("code").text(refusal.code);
    if (refusal.path != null || refusal.reason != null) {
      w.name("params").open('{');
      if (refusal.path != null) w.name("path").text(refusal.path);
      if (refusal.reason != null) w.name("reason").text(refusal.reason);
      if (refusal.product != null) w.name("product").text(refusal.product);
      w.close('}');
    }
    return new Answer(Verdict.COULD_NOT_TELL, null, refusal.code, refusal.path, refusal.reason, null, null, Times.NEVER, null,
        Times.NEVER, List.of(), test, w.close('}').close('}').toString(), Sentence.of(refusal, test));
  }

  /** May run, may not, or could not tell. */
  public Verdict verdict() {
    return verdict;
  }

  /** False, too, where it could not tell: see {@link #verdict()}. */
  public boolean mayRun() {
    return verdict == Verdict.MAY_RUN;
  }

  /** Of the license that decides, or "not_licensed"; empty where it could not tell. */
  public Optional<String> status() {
    return Optional.ofNullable(status);
  }

  /** Why it may not run; where it could not tell, the code of what stood in the way. Empty: it may run. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Where it could not tell: the place. */
  public Optional<String> errorPath() {
    return Optional.ofNullable(errorPath);
  }

  /** Where it could not tell: what is the matter with the place. */
  public Optional<String> errorCause() {
    return Optional.ofNullable(errorCause);
  }

  /** Empty: there is none. */
  public OptionalLong limit() {
    return whole(limit);
  }

  /** Empty: it is not known. */
  public OptionalLong usage() {
    return whole(usage);
  }

  /** Until when it stands so; empty: for ever. */
  public Optional<Instant> until() {
    return time(until);
  }

  public OptionalLong daysLeft() {
    return whole(daysLeft);
  }

  /** Versions built until then are covered; empty: all. */
  public Optional<Instant> maintenanceUntil() {
    return time(maintenanceUntil);
  }

  public List<String> features() {
    return features;
  }

  /** Of a test vendor: says nothing of a real license. */
  public boolean isTest() {
    return test;
  }

  /** One line, as `check --json` prints it. */
  public String json() {
    return json;
  }

  /** The verdict, why, until when, and what to do, in English. */
  public String sentence() {
    return sentence;
  }

  private static OptionalLong whole(Double number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number.longValue());
  }

  private static Optional<Instant> time(double at) {
    return at == Times.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli((long) at));
  }

  @Override
  public String toString() {
    return sentence;
  }
}
