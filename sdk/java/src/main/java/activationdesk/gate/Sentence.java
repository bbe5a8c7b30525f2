package activationdesk.gate;

import activationdesk.gate.Answering.Gist;
import activationdesk.gate.Status.Of;
import activationdesk.gate.Status.Rule;
import java.util.EnumMap;
import java.util.Map;

/** The answer for a person, in the words of Activation Desk. */
final class Sentence {
  private static final String RENEW = "Renew the license with the vendor, then refresh or enter the new key.";
  private static final String MAINTAIN = "Renew the maintenance with the vendor, or install a version that it covers.";
  private static final String CONTACT = "Contact the vendor.";
  private static final String REFRESH = "Restore the connection to the activation server and refresh";
  private static final String ASK_KEY = "Ask for a new key for this Unique Key";
  private static final String REDUCE = "Reduce the usage, or buy a higher limit; then refresh.";
  private static final String UNREACHED = "The activation server could not be reached for longer than the license allows";
  private static final String KEY_ENDED = "The Local License Key ended, the license did not; the product may ";

  private record Words(String label, String meaning, String todo) {}

  private static final Map<Rule, Words> OF_RULES = new EnumMap<>(Rule.class);

  static {
    put(Rule.INVALID, "Invalid", "The stored key was changed or is damaged; the product may not run.", "Activate the license again.");
    put(Rule.OTHER_MACHINE, "Other machine", "The stored key is for another machine, or this machine’s id has changed; the product may not run.",
        "Activate the license on this machine again.");
    put(Rule.CLOCK_PROBLEM, "Clock problem", "The clock stands more than 24 hours before a time that the vendor has signed; the product may not run.",
        "Set the clock of this machine.");
    put(Rule.REVOKED, "Revoked", "The vendor has withdrawn the license; the product may not run.", CONTACT);
    put(Rule.SUSPENDED, "Suspended", "The vendor has put the license on hold; the product may not run.", CONTACT);
    put(Rule.EXPIRED, "Expired", "The license and its days of grace are over; the product may not run.", RENEW);
    put(Rule.CHECK_OVERDUE_ENDED, "Check overdue", UNREACHED + " and its days of grace; the product may not run.", REFRESH + ", or activate offline.");
    put(Rule.OVER_LIMIT_REFUSED, "Over limit", "More is in use than the license allows; the product may not run.", REDUCE);
    put(Rule.UNKNOWN, "Unknown", "It cannot be told whether the product may run.", "Report the usage anew.");
    put(Rule.GRACE, "Grace", "The license has expired; the product may run for the days of grace that it grants.",
        "Renew the license now, then refresh or enter the new key.");
    put(Rule.CHECK_OVERDUE, "Check overdue", UNREACHED + "; the product may run for its days of grace.", REFRESH + ", or activate offline.");
    put(Rule.OVER_LIMIT, "Over limit", "More is in use than the license allows; the product may run.", REDUCE);
    put(Rule.EXPIRING, "Expiring", "The license ends within 30 days; the product may run until then.", RENEW);
    put(Rule.ACTIVE, "Active", "All is well; the product may run.", "Nothing to do.");
  }

  private static final Words NOT_LICENSED =
      new Words("Not licensed", "No license on this machine covers the product.", "Add a license for it.");
  private static final Words UNREFRESHED =
      new Words("Active", "The license was not refreshed lately; the product may run.", REFRESH + ".");
  private static final Words KEY_EXPIRED = new Words("Key ended", KEY_ENDED + "not run.", ASK_KEY + ".");
  private static final Words KEY_GRACE = new Words("Key ended", KEY_ENDED + "run for its days of grace.", ASK_KEY + " now.");
  private static final Words KEY_EXPIRING =
      new Words("Key ends", "The Local License Key ends within 30 days; the license goes on.", ASK_KEY + ".");

  private Sentence() {}

  private static void put(Rule rule, String label, String meaning, String todo) {
    OF_RULES.put(rule, new Words(label, meaning, todo));
  }

  static String of(Question question, Gist gist, boolean test) {
    Words words = wordsOf(gist, question);
    boolean isWell = gist.mayRun() && gist.rule() == Rule.ACTIVE && !isUnrefreshed(gist);
    StringBuilder said = new StringBuilder(question.product()).append(gist.mayRun() ? ": may run (" : ": may not run (");
    said.append(words.label).append("). ").append(words.meaning).append(date(gist));
    if (gist.mayBeClock())
      said.append(" This computer’s clock says ").append(Times.day(gist.moment().clock())).append("; the last signed time was ")
          .append(Times.day(gist.moment().mark())).append(". If the clock is wrong, set it.");
    if (!isWell) said.append(' ').append(words.todo);
    return printable(said.toString(), test);
  }

  static String of(Refusal refusal, boolean test) {
    String said = "It cannot be told whether the product may run: " + refusal.code + (refusal.path == null ? "" : ", " + refusal.path)
        + (refusal.reason == null ? "" : ", " + refusal.reason) + ".";
    return printable(said, test);
  }

  private static boolean isUnrefreshed(Gist gist) {
    return gist.until().comes() && gist.until().of() == Of.CHECK;
  }

  private static Words wordsOf(Gist gist, Question question) {
    if ("maintenance_ended".equals(gist.reason()) && question.asksFeature())
      return new Words("Maintenance ended", "This version was built on " + Times.day(question.built()) + "; the license with the feature “"
          + question.feature() + "” covers those built until " + Times.day(gist.maintenanceUntil()) + ".", MAINTAIN);
    if ("maintenance_ended".equals(gist.reason()))
      return new Words("Maintenance ended", "This version was built on " + Times.day(question.built()) + "; those built until "
          + Times.day(gist.maintenanceUntil()) + " are covered and may run.", MAINTAIN);
    if ("feature_not_licensed".equals(gist.reason()))
      return new Words("Feature not licensed", "No license that lets the product run has the feature “" + question.feature() + "”.",
          "Ask the vendor for a license that has it.");
    if (gist.rule() == null) return NOT_LICENSED;
    if (gist.rule() == Rule.ACTIVE && isUnrefreshed(gist)) return UNREFRESHED;
    boolean isKeys = gist.end().comes() && gist.end().of() == Of.LOCAL_KEY;
    if (isKeys && gist.rule() == Rule.EXPIRED) return KEY_EXPIRED;
    if (isKeys && gist.rule() == Rule.GRACE) return KEY_GRACE;
    if (isKeys && gist.rule() == Rule.EXPIRING) return KEY_EXPIRING;
    return OF_RULES.get(gist.rule());
  }

  /** The end that comes, or that has come. */
  private static String date(Gist gist) {
    // Of a key that ended already, what runs out are its days of grace.
    boolean isKeys = gist.until().of() == Of.LOCAL_KEY && gist.rule() != Rule.GRACE;
    if (gist.mayRun() && gist.until().comes()) {
      String day = Times.day(gist.until().at()) + " (" + days(gist.daysLeft()) + ")";
      if (gist.thenGrace()) return (isKeys ? " The Local License Key" : " The license") + " ends on " + day + "; its days of grace follow.";
      if (isKeys) return " The Local License Key ends on " + day + ".";
      return (gist.until().of() == Of.CHECK ? " Refresh by " : " Runs until ") + day + ".";
    }
    if (gist.rule() != Rule.EXPIRED || !gist.end().comes()) return "";
    return (gist.end().of() == Of.LICENSE ? " The license" : " The Local License Key") + " ended on " + Times.day(gist.end().at()) + ".";
  }

  private static String days(double count) {
    return count < 1 ? "< 1 day" : (long) count + (count == 1 ? " day" : " days");
  }

  private static String printable(String text, boolean test) {
    StringBuilder shown = new StringBuilder(text.length()).append(test ? "TEST: " : "");
    text.codePoints().forEach(point -> shown.appendCodePoint(Texts.isObeyed(point) || point == 0x2028 || point == 0x2029 ? 0xfffd : point));
    return shown.toString();
  }
}
