package activationdesk.gate;

import activationdesk.gate.Status.Facts;
import activationdesk.gate.Status.Moment;
import activationdesk.gate.Status.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How licenses stand (gate-v1.md#how-it-stands). */
final class Judge {
  private static final double LONGEST_ASKED = 14 * Times.DAY + 48 * Times.HOUR;
  private static final Set<String> SIGNED_SO = Set.of("other_machine", "signing_key_not_valid", "wrong_file_type",
      "license_missing_in_file", "other_application", "other_account", "older_key", "key_returned");
  private static final Set<String> NOT_READ = Set.of("no_permission", "read_failed", "too_many_open_files");

  /** A license that was opened. Null of `problem`: it holds; else the code of what is wrong with it. */
  static final class License {
    final Store.License stored;
    ServerWord word;
    Grant grant;
    String problem;
    /** Of what does not hold: where the damage is; null: there is none. */
    String damaged;
    Rule broken;

    License(Store.License stored) {
      this.stored = stored;
    }

    boolean holds() {
      return problem == null;
    }
  }

  record Line(License license, Grant.Product product, Usage.Entry usage, Status.Standing standing, Status.End end) {}

  final Store store;
  final List<License> licenses = new ArrayList<>();
  final List<Line> lines = new ArrayList<>();
  Moment moment;
  /** Of the version that is judged: what does not cover it is no line. */
  double version;
  /** What is gone or emptied, so that nobody can tell which machine this is; null: nothing. */
  String lostId;

  /** By the numbers of their licenses. */
  private final Map<String, Latest> givenBack = new HashMap<>();

  private Judge(Store store) {
    this.store = store;
    for (Store.GivenBack back : store.returned) givenBack.merge(Grant.number(back.licenseId()), Latest.of(back), Latest::with);
  }

  static Judge of(Store store, Machine machine, Profile profile, Question question, double clock) {
    Judge judge = new Judge(store);
    String key = Letters.uniqueKey(machine.id(), profile.id(), profile.prefix());
    for (Store.License stored : store.licenses) judge.licenses.add(judge.open(stored, profile, key));
    judge.countOnce();
    double mark = Math.max(store.mark, 0);
    for (License one : judge.licenses) {
      if (one.holds()) mark = Math.max(mark, one.grant.issued());
      if (one.word != null) mark = Math.max(mark, one.word.at());
    }
    judge.moment = new Moment(Math.min(Math.max(clock, Times.FIRST), Times.LAST), mark);
    judge.judgeBroken(machine);
    judge.judgeLines(question);
    return judge;
  }

  private License open(Store.License stored, Profile profile, String uniqueKey) {
    License one = new License(stored);
    one.word = ServerWord.read(stored.answer(), stored.code(), profile);
    try {
      one.grant = MachineFile.openKey(stored.key(), new Grant.Context(stored.code(), uniqueKey, profile, stored.id()));
    } catch (Grant.Broken broken) {
      one.problem = broken.code;
      return one;
    }
    boolean mayBeOnline = !one.grant.typed() && one.grant.fileExpiry() - one.grant.issued() <= LONGEST_ASKED;
    boolean online = stored.online() || (!stored.modeIsNoted() && mayBeOnline);
    if (one.word == null && online) one.problem = "answer_missing";
    else if (wasGivenBack(one)) one.problem = "key_returned";
    else if (one.word != null && one.word.hasEnded() && one.word.at() >= one.grant.issued())
      one.grant = one.grant.endingBy(one.word.ended());
    return one;
  }

  private static double minuteOf(double at) {
    return Math.floor(at / Times.MINUTE);
  }

  /** Of one license, the latest that was given back of each kind. */
  private record Latest(double keyMinute, double seat) {
    static final Latest NONE = new Latest(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

    static Latest of(Store.GivenBack back) {
      return back.isKey() ? new Latest(minuteOf(back.issued()), NONE.seat) : new Latest(NONE.keyMinute, back.issued());
    }

    Latest with(Latest other) {
      return new Latest(Math.max(keyMinute, other.keyMinute), Math.max(seat, other.seat));
    }
  }

  private boolean wasGivenBack(License one) {
    if (givenBack.isEmpty()) return false;
    Latest latest = givenBack.getOrDefault(Grant.number(one.grant.id()), Latest.NONE);
    return one.grant.issued() <= latest.seat || (one.word == null && minuteOf(one.grant.issued()) <= latest.keyMinute);
  }

  private static boolean isOlder(License one, License other) {
    double first = one.grant.issued();
    double second = other.grant.issued();
    return one.grant.typed() || other.grant.typed() ? minuteOf(first) < minuteOf(second) : first < second;
  }

  /** Else copies would add up their limits. */
  private void countOnce() {
    Map<String, License> counted = new HashMap<>();
    for (License one : licenses) {
      if (!one.holds()) continue;
      String number = Grant.number(one.grant.id());
      License other = counted.get(number);
      boolean isNewer = other == null || isOlder(other, one) || (!isOlder(one, other) && other.word == null && one.word != null);
      if (!isNewer) one.problem = "older_key";
      else if (other != null) other.problem = "older_key";
      if (isNewer) counted.put(number, one);
    }
  }

  private static boolean isCodeIntact(License one) {
    if (one.word != null) return true;
    Boolean isAsPut = one.stored.codeIsAsPut();
    return isAsPut != null ? isAsPut : Letters.isCode(one.stored.code());
  }

  private static String damageOf(License one) {
    String where = one.stored.where();
    return switch (one.problem) {
      case "code_or_machine_mismatch" -> isCodeIntact(one) ? null : where + "/code";
      case "license_code_mismatch" -> where + "/code";
      case "answer_missing" -> where + "/answers/validation.json";
      default -> SIGNED_SO.contains(one.problem) ? null : where + "/" + one.stored.keyFile();
    };
  }

  private void judgeBroken(Machine machine) {
    Set<License> elsewhere = new HashSet<>();
    Set<String> unread = store.troubled(NOT_READ);
    boolean idFileIsGone = false;
    for (License one : licenses) {
      if (one.holds()) continue;
      one.damaged = damageOf(one);
      boolean isElsewhere = one.damaged == null && (one.problem.equals("code_or_machine_mismatch") || one.problem.equals("other_machine"));
      boolean isUnread = one.damaged != null && unread.contains(one.damaged);
      one.broken = isElsewhere ? Rule.OTHER_MACHINE : isUnread ? Rule.UNKNOWN : Rule.INVALID;
      if (!isElsewhere) continue;
      elsewhere.add(one);
      idFileIsGone = idFileIsGone || (!machine.isFromFile() && one.stored.hadIdFile());
    }
    if (elsewhere.isEmpty()) return;
    lostId = idFileIsGone ? "machine-id" : machine.emptied();
    if (lostId != null) elsewhere.forEach(one -> one.broken = Rule.UNKNOWN);
  }

  private static ServerWord.Says inForce(License one) {
    if (one.grant.suspended()) return ServerWord.Says.SUSPENDED;
    if (one.word == null) return ServerWord.Says.NOTHING;
    double issued = one.grant.issued();
    boolean isReplaced = one.word.says() == ServerWord.Says.SEAT_RELEASED ? one.word.at() <= issued : one.word.at() < issued;
    return isReplaced ? ServerWord.Says.NOTHING : one.word.says();
  }

  private static Facts factsOf(License one, Grant.Product product, Double total, Usage.Entry usage, boolean usageIsLost) {
    ServerWord.Says word = inForce(one);
    boolean isReleased = word == ServerWord.Says.SEAT_RELEASED;
    // No refresh renews the file of a seat that was released.
    return new Facts(one.grant, one.stored.online(), product, isReleased ? 0 : one.grant.issued(),
        isReleased ? ServerWord.Says.NOTHING : word, total, usage, usageIsLost);
  }

  private record Product(License license, Grant.Product product) {
    boolean covers(double version) {
      return version <= license.grant.maintenanceUntil();
    }
  }

  /** The limits of all licenses that are in force for it; null: one has none, or none is in force. */
  private static Double totalLimit(List<Product> running) {
    double total = 0;
    for (Product one : running) {
      if (one.product.limit() == null) return null;
      total += one.product.limit();
    }
    return running.isEmpty() ? null : Double.valueOf(total);
  }

  /** The one that asks; else the last that its licenses let run, for whose maintenance it is refused. */
  private static double versionJudged(List<Product> running, Question question) {
    double last = Double.NEGATIVE_INFINITY;
    double lastHaving = last;
    for (Product one : running) {
      if (!question.asksBuilt()) break;
      double version = Math.min(question.built(), one.license.grant.maintenanceUntil());
      last = Math.max(last, version);
      if (question.isHad(one.license.grant)) lastHaving = Math.max(lastHaving, version);
    }
    return lastHaving == Double.NEGATIVE_INFINITY ? last : lastHaving;
  }

  private boolean wouldRun(Product one) {
    Facts facts = factsOf(one.license, one.product, one.product.limit(), null, false);
    return Status.standingOf(facts, moment).rule().letsRun();
  }

  private void judgeLines(Question question) {
    String product = question.product();
    List<Product> products = new ArrayList<>();
    for (License one : licenses) {
      if (!one.holds()) continue;
      for (Grant.Product each : one.grant.products()) if (each.code().equals(product)) products.add(new Product(one, each));
    }
    List<Product> running = products.stream().filter(this::wouldRun).toList();
    version = versionJudged(running, question);
    Double total = totalLimit(running.stream().filter(one -> one.covers(version)).toList());
    Usage.Entry usage = store.usage.of(product);
    boolean isLost = usage == null && total != null && store.usage.hasReported(product);
    for (Product one : products) {
      if (!one.covers(version)) continue;
      Facts facts = factsOf(one.license, one.product, total, usage, isLost);
      lines.add(new Line(one.license, one.product, usage, Status.standingOf(facts, moment), facts.end()));
    }
  }
}
