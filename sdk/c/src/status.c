/* The statuses' rules (docs/formats/gate-v1.md#statuses). */
#include <math.h>

#include "formats.h"
#include "judge.h"

static const char *const NAMES[] = {"invalid", "other_machine", "clock_problem", "revoked", "suspended", "expired", "check_overdue",
                                    "over_limit", "unknown", "grace", "check_overdue", "over_limit", "expiring", "active"};

text status_of(rule rule) { return word(NAMES[rule]); }

static const end NEVER = {INFINITY, END_LICENSE};

static end earlier(end one, end other) { return other.at < one.at ? other : one; }

end end_of_facts(const facts *f) {
  double license = fmin(f->license->grant.expiry, f->product->expiry);
  double key = f->license->stored->online ? INFINITY : f->license->grant.file_expiry;
  return key < license ? (end){key, END_LOCAL_KEY} : (end){license, END_LICENSE};
}

static double day_of(double at) { return floor(at / DAY); }

/* With today among them. */
static double count_days(const usage_record *usage, double now) {
  double today = day_of(now), first = usage->has_since ? fmin(day_of(usage->since), today) : today;
  double count = today - first + 1;
  for (size_t i = 0; i < usage->day_count; i += 1) count += usage->days[i] < first || usage->days[i] > today;
  return count;
}

typedef enum { OVER_NO, OVER_FLAGGED, OVER_REFUSED } over;

static over over_limit(const facts *f, double now) {
  const grant *grant = &f->license->grant;
  if (!f->has_total || f->usage == NULL || f->usage->usage <= f->total) return OVER_NO;
  if (grant->over == RULE_ALLOW) return OVER_FLAGGED;
  if (grant->over == RULE_REFUSE) return OVER_REFUSED;
  return count_days(f->usage, now) > grant->over_days ? OVER_REFUSED : OVER_FLAGGED;
}

/* When the days over a limit are used up, if it stays above. */
static end over_end(const facts *f, double now) {
  const grant *grant = &f->license->grant;
  if (grant->over != RULE_DAYS) return NEVER;
  double counted = f->usage == NULL ? 1 : count_days(f->usage, now), left = fmax(0, grant->over_days - counted);
  return (end){(day_of(now) + left + 1) * DAY - 1, END_USAGE};
}

standing standing_of(const facts *f, moment moment) {
  const grant *grant = &f->license->grant;
  double now = fmax(moment.clock, moment.mark), grace = grant->grace_days * DAY, file = grant->file_expiry;
  end ends = end_of_facts(f);
  bool checked = f->license->stored->online && file < INFINITY;
  bool overdue = checked && now > file;
  double half = floor((file - f->issued) / 2), refreshed = fmin(file, f->issued + fmin(2 * DAY, half));
  end check = checked && now > refreshed ? (end){file + grace, END_CHECK} : NEVER;
  over over = over_limit(f, now);
  end stop = earlier((end){ends.at + grace, ends.of}, check);
  if (over == OVER_FLAGGED) stop = earlier(stop, over_end(f, now));
  end next = earlier(ends, check);
  if (moment.mark - moment.clock > DAY) return (standing){S_CLOCK_PROBLEM, NEVER};
  if (f->word == SAYS_REVOKED) return (standing){S_REVOKED, NEVER};
  if (f->word == SAYS_SUSPENDED || grant->suspended) return (standing){S_SUSPENDED, NEVER};
  if (now > ends.at + grace) return (standing){S_EXPIRED, NEVER};
  if (overdue && now > file + grace) return (standing){S_CHECK_OVERDUE_ENDED, NEVER};
  if (over == OVER_REFUSED) return (standing){S_OVER_LIMIT_REFUSED, NEVER};
  if (f->usage_is_lost && f->has_total && grant->over != RULE_ALLOW) return (standing){S_UNKNOWN, NEVER};
  if (now > ends.at) return (standing){S_GRACE, stop};
  if (overdue) return (standing){S_CHECK_OVERDUE, stop};
  if (over == OVER_FLAGGED) return (standing){S_OVER_LIMIT, earlier(next, over_end(f, now))};
  return (standing){ends.at - now <= 30 * DAY ? S_EXPIRING : S_ACTIVE, next};
}
