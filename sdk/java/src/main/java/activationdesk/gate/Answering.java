package activationdesk.gate;

import activationdesk.gate.Judge.Line;
import activationdesk.gate.Status.End;
import activationdesk.gate.Status.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** From how licenses stand to the answer (gate-v1.md#the-answer). */
final class Answering {
  private static final Set<String> AWAY = Set.of("read_failed", "too_many_open_files", "gone", "not_mounted");
  private static final double LONG_UNSIGNED = 30 * Times.DAY;

  private final Profile profile;
  private final Judge judged;
  private final Question question;
  private final List<Line> running = new ArrayList<>();
  private final List<Line> covered = new ArrayList<>();
  private final List<Line> having = new ArrayList<>();
  private final boolean mayRun;

  private Answering(Profile profile, Judge judged, Question question) {
    this.profile = profile;
    this.judged = judged;
    this.question = question;
    for (Line line : judged.lines) {
      if (!line.standing().rule().letsRun()) continue;
      running.add(line);
      if (!question.asksBuilt() || question.built() <= line.license().grant.maintenanceUntil()) covered.add(line);
      if (question.isHad(line.license().grant)) having.add(line);
    }
    mayRun = !having.isEmpty() && (!question.asksBuilt() || question.built() == judged.version);
  }

  static Answer of(Profile profile, Judge judged, Question question) {
    return new Answering(profile, judged, question).answer();
  }

  private Answer answer() {
    Set<String> found = new LinkedHashSet<>();
    covered.forEach(line -> found.addAll(line.license().grant.features()));
    List<String> features = List.copyOf(found);
    if (!mayRun && judged.lines.stream().anyMatch(line -> line.standing().rule() == Rule.UNKNOWN)) throw usageUntold();
    if (!mayRun) refuseDoubt();
    List<Line> lines = running.isEmpty() ? judged.lines : running;
    List<Line> counted = !mayRun && !having.isEmpty() ? having : lines;
    Line best = bestOf(counted);
    Rule rule = best != null ? best.standing().rule() : worstBroken();
    String status = rule == null ? "not_licensed" : rule.status;
    String refused = running.isEmpty() ? status : !having.isEmpty() ? "maintenance_ended" : "feature_not_licensed";
    double now = judged.moment.now();
    End until = best == null ? End.NEVER : best.standing().until();
    End end = best == null ? End.NEVER : best.end();
    boolean isEnd = best != null && until.equals(end) && best.license().grant.graceDays() > 0;
    boolean isEnded = best != null && (rule == Rule.EXPIRED || rule == Rule.CHECK_OVERDUE_ENDED);
    Gist gist = new Gist(mayRun, status, mayRun ? null : refused, rule, end, until,
        until.comes() ? Double.valueOf(Math.max(0, Math.floor((until.at() - now) / Times.DAY))) : null, until.comes() && isEnd,
        counted.stream().mapToDouble(line -> line.license().grant.maintenanceUntil()).max().orElse(Times.NEVER),
        isEnded && judged.moment.clock() - judged.moment.mark() > LONG_UNSIGNED, judged.moment);
    Double limit = limitOf(lines);
    Double usage = counted.isEmpty() || counted.get(0).usage() == null ? null : Double.valueOf(counted.get(0).usage().usage());
    String sentence = Sentence.of(question, gist, profile.test());
    return new Answer(mayRun ? Verdict.MAY_RUN : Verdict.MAY_NOT, status, gist.reason(), null, null, limit, usage, until.at(),
        gist.daysLeft(), gist.maintenanceUntil(), features, profile.test(), json(gist, counted, limit, usage, features), sentence);
  }

  /** What the answer says in short. Null of `rule`: not licensed. */
  record Gist(boolean mayRun, String status, String reason, Rule rule, End end, End until, Double daysLeft, boolean thenGrace,
      double maintenanceUntil, boolean mayBeClock, Status.Moment moment) {}

  private Refusal usageUntold() {
    Store.Problem unread = judged.store.usage.unread;
    String where = unread == null ? "usage.json" : unread.where();
    String reason = unread == null ? "unreadable" : unread.reason();
    String own = judged.store.usage.troubleOf(question.product());
    if (own != null) {
      where = "usage/" + question.product() + ".json";
      reason = own;
    }
    boolean isDamaged = reason.equals("unreadable");
    return new Refusal(isDamaged ? "usage_damaged" : "usage_not_readable", where, isDamaged ? null : reason, question.product());
  }

  /** What cannot be read, or is damaged, may be the license of the product that is asked about. */
  private void refuseDoubt() {
    for (Store.Problem problem : judged.store.problems) {
      String where = problem.where();
      if (!where.equals("licenses") && !where.startsWith("licenses/")) continue;
      if (problem.reason().equals("no_permission")) throw new Refusal("store_not_readable", where, null);
      if (AWAY.contains(problem.reason())) throw new Refusal("store_unreachable", where, problem.reason());
      throw new Refusal("license_damaged", where, null);
    }
    for (Judge.License one : judged.licenses)
      if (!one.holds() && one.damaged != null) throw new Refusal("license_damaged", one.damaged, null);
    if (judged.lostId != null) throw new Refusal("machine_id_not_readable", judged.lostId, "gone");
  }

  /** The later of equals stands for it. */
  private static Line bestOf(List<Line> lines) {
    Line best = null;
    for (Line one : lines) {
      int more = best == null ? 1 : one.standing().rule().compareTo(best.standing().rule());
      if (more > 0 || (more == 0 && one.standing().until().at() >= best.standing().until().at())) best = one;
    }
    return best;
  }

  /** One that is no license for this machine may have been the product's: a better answer than “not licensed”. */
  private Rule worstBroken() {
    return judged.licenses.stream().filter(one -> !one.holds()).map(one -> one.broken).min(Rule::compareTo).orElse(null);
  }

  /** Null: one has none. The sum of no limits is 0. */
  private static Double limitOf(List<Line> lines) {
    double sum = 0;
    for (Line line : lines) {
      if (line.product().limit() == null) return null;
      sum += line.product().limit();
    }
    return sum;
  }

  private static String name(Status.Of of) {
    return of.name().toLowerCase(Locale.ROOT);
  }

  private String json(Gist gist, List<Line> counted, Double limit, Double usage, List<String> features) {
    Grant.Product first = counted.isEmpty() ? null : counted.get(0).product();
    boolean ends = gist.until.comes();
    JsonWriter w = new JsonWriter().open('{');
    if (profile.test()) w.name("test").flag(true);
    w.name("product").text(question.product()).name("mayRun").flag(gist.mayRun).name("status").text(gist.status);
    w.name("reason").text(gist.reason).name("name").text(first == null ? null : first.name());
    w.name("type").text(first == null ? null : first.type()).name("limit").number(limit).name("usage").number(usage);
    w.name("expires").time(counted.stream().mapToDouble(line -> line.product().expiry()).max().orElse(Times.NEVER)).name("end");
    if (gist.end.comes()) w.open('{').name("at").time(gist.end.at()).name("of").text(name(gist.end.of())).close('}');
    else w.text(null);
    w.name("until").time(gist.until.at()).name("untilOf").text(ends ? name(gist.until.of()) : null);
    if (gist.mayBeClock) {
      w.name("clockAhead").open('{').name("clock").time(gist.moment.clock());
      w.name("signed").time(gist.moment.mark()).close('}');
    }
    w.name("daysLeft").number(gist.daysLeft).name("then").text(!ends ? null : gist.thenGrace ? "grace" : "stops");
    w.name("maintenanceUntil").time(gist.maintenanceUntil).name("features").texts(features);
    w.name("licenses").texts(counted.stream().map(line -> line.license().stored.id()).toList()).name("signed").open('[');
    for (Line line : counted) signed(w, line.license());
    return w.close(']').close('}').toString();
  }

  private static void signed(JsonWriter w, Judge.License license) {
    w.open('{').name("license").text(license.stored.id()).name("mode").text(license.stored.online() ? "online" : "offline");
    w.name("form").text(license.grant.typed() ? "typed_key" : "machine_file").name("issued").time(license.grant.issued());
    w.name("signedBy").text(license.grant.signedBy()).name("validUntil").time(license.grant.fileExpiry()).close('}');
  }
}
