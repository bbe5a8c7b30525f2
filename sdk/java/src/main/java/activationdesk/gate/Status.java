package activationdesk.gate;

/** The statuses' rules (gate-v1.md#statuses). */
final class Status {
  /** In the order of the statuses: the earlier is the worse. The first two are said of what does not hold. */
  enum Rule {
    INVALID("invalid"), OTHER_MACHINE("other_machine"), CLOCK_PROBLEM("clock_problem"), REVOKED("revoked"), SUSPENDED("suspended"),
    EXPIRED("expired"), CHECK_OVERDUE_ENDED("check_overdue"), OVER_LIMIT_REFUSED("over_limit"), UNKNOWN("unknown"), GRACE("grace"),
    CHECK_OVERDUE("check_overdue"), OVER_LIMIT("over_limit"), EXPIRING("expiring"), ACTIVE("active");

    final String status;

    Rule(String status) {
      this.status = status;
    }

    boolean letsRun() {
      return compareTo(GRACE) >= 0;
    }
  }

  enum Of { LICENSE, LOCAL_KEY, CHECK, USAGE }

  record End(double at, Of of) {
    static final End NEVER = new End(Times.NEVER, Of.LICENSE);

    boolean comes() {
      return at < Times.NEVER;
    }

    End earlier(End other) {
      return other.at < at ? other : this;
    }
  }

  record Standing(Rule rule, End until) {}

  record Moment(double clock, double mark) {
    double now() {
      return Math.max(clock, mark);
    }
  }

  /** What is known of one product of one license. Null of `total`: none; of `usage`: unknown. */
  record Facts(Grant grant, boolean online, Grant.Product product, double issued, ServerWord.Says word, Double total,
      Usage.Entry usage, boolean usageIsLost) {

    End end() {
      double license = Math.min(grant.expiry(), product.expiry());
      double key = online ? Times.NEVER : grant.fileExpiry();
      return key < license ? new End(key, Of.LOCAL_KEY) : new End(license, Of.LICENSE);
    }
  }

  private enum OverLimit { NO, FLAGGED, REFUSED }

  private Status() {}

  private static double dayOf(double at) {
    return Math.floor(at / Times.DAY);
  }

  /** With today among them. */
  private static double countDays(Usage.Entry usage, double now) {
    double today = dayOf(now);
    double first = usage.since() == null ? today : Math.min(dayOf(usage.since()), today);
    return today - first + 1 + usage.days().stream().filter(day -> day < first || day > today).count();
  }

  private static OverLimit overLimit(Facts f, double now) {
    if (f.total == null || f.usage == null || f.usage.usage() <= f.total) return OverLimit.NO;
    Grant.Over over = f.grant.over();
    return switch (over.rule()) {
      case ALLOW -> OverLimit.FLAGGED;
      case REFUSE -> OverLimit.REFUSED;
      case DAYS -> countDays(f.usage, now) > over.days() ? OverLimit.REFUSED : OverLimit.FLAGGED;
    };
  }

  /** When the days over a limit are used up, if it stays above. */
  private static End overEnd(Facts f, double now) {
    Grant.Over over = f.grant.over();
    if (over.rule() != Grant.Rule.DAYS) return End.NEVER;
    double left = Math.max(0, over.days() - countDays(f.usage, now));
    return new End((dayOf(now) + left + 1) * Times.DAY - 1, Of.USAGE);
  }

  static Standing standingOf(Facts f, Moment moment) {
    double now = moment.now();
    double grace = f.grant.graceDays() * Times.DAY;
    double file = f.grant.fileExpiry();
    End end = f.end();
    boolean isChecked = f.online && file < Times.NEVER;
    double refreshed = Math.min(file, f.issued + Math.min(2 * Times.DAY, Math.floor((file - f.issued) / 2)));
    boolean isOverdue = isChecked && now > file;
    End check = isChecked && now > refreshed ? new End(file + grace, Of.CHECK) : End.NEVER;
    OverLimit over = overLimit(f, now);
    Rule stopped = stopped(f, moment, end, isOverdue && now > file + grace, over);
    if (stopped != null) return new Standing(stopped, End.NEVER);
    End overEnd = over == OverLimit.FLAGGED ? overEnd(f, now) : End.NEVER;
    End stop = new End(end.at + grace, end.of).earlier(check).earlier(overEnd);
    if (now > end.at) return new Standing(Rule.GRACE, stop);
    if (isOverdue) return new Standing(Rule.CHECK_OVERDUE, stop);
    End next = end.earlier(check);
    if (over == OverLimit.FLAGGED) return new Standing(Rule.OVER_LIMIT, next.earlier(overEnd));
    return new Standing(end.at - now <= 30 * Times.DAY ? Rule.EXPIRING : Rule.ACTIVE, next);
  }

  /** Null: it runs. */
  private static Rule stopped(Facts f, Moment moment, End end, boolean checkEnded, OverLimit over) {
    if (moment.mark - moment.clock > Times.DAY) return Rule.CLOCK_PROBLEM;
    if (f.word == ServerWord.Says.REVOKED) return Rule.REVOKED;
    if (f.word == ServerWord.Says.SUSPENDED || f.grant.suspended()) return Rule.SUSPENDED;
    if (moment.now() > end.at + f.grant.graceDays() * Times.DAY) return Rule.EXPIRED;
    if (checkEnded) return Rule.CHECK_OVERDUE_ENDED;
    if (over == OverLimit.REFUSED) return Rule.OVER_LIMIT_REFUSED;
    boolean isUntold = f.usageIsLost && f.total != null && f.grant.over().rule() != Grant.Rule.ALLOW;
    return isUntold ? Rule.UNKNOWN : null;
  }
}
