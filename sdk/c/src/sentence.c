/* The answer for a person, in the words of Activation Desk. */
#include <math.h>
#include <stdio.h>

#include "formats.h"
#include "gate.h"

typedef struct { const char *label, *meaning, *todo; } words;

static const words OF_RULES[] = {
    [S_INVALID] = {"Invalid", "The stored key was changed or is damaged; the product may not run.", "Activate the license again."},
    [S_OTHER_MACHINE] = {"Other machine", "The stored key is for another machine, or this machine’s id has changed; the product may not run.",
                         "Activate the license on this machine again."},
    [S_CLOCK_PROBLEM] = {"Clock problem", "The clock stands more than 24 hours before a time that the vendor has signed; the product may not run.",
                         "Set the clock of this machine."},
    [S_REVOKED] = {"Revoked", "The vendor has withdrawn the license; the product may not run.", "Contact the vendor."},
    [S_SUSPENDED] = {"Suspended", "The vendor has put the license on hold; the product may not run.", "Contact the vendor."},
    [S_EXPIRED] = {"Expired", "The license and its days of grace are over; the product may not run.",
                   "Renew the license with the vendor, then refresh or enter the new key."},
    [S_CHECK_OVERDUE_ENDED] = {"Check overdue",
                               "The activation server could not be reached for longer than the license allows and its days of grace; the product may not run.",
                               "Restore the connection to the activation server and refresh, or activate offline."},
    [S_OVER_LIMIT_REFUSED] = {"Over limit", "More is in use than the license allows; the product may not run.",
                              "Reduce the usage, or buy a higher limit; then refresh."},
    [S_UNKNOWN] = {"Unknown", "It cannot be told whether the product may run.", "Report the usage anew."},
    [S_GRACE] = {"Grace", "The license has expired; the product may run for the days of grace that it grants.",
                 "Renew the license now, then refresh or enter the new key."},
    [S_CHECK_OVERDUE] = {"Check overdue",
                         "The activation server could not be reached for longer than the license allows; the product may run for its days of grace.",
                         "Restore the connection to the activation server and refresh, or activate offline."},
    [S_OVER_LIMIT] = {"Over limit", "More is in use than the license allows; the product may run.",
                      "Reduce the usage, or buy a higher limit; then refresh."},
    [S_EXPIRING] = {"Expiring", "The license ends within 30 days; the product may run until then.",
                    "Renew the license with the vendor, then refresh or enter the new key."},
    [S_ACTIVE] = {"Active", "All is well; the product may run.", "Nothing to do."},
};

static const words NOT_LICENSED = {"Not licensed", "No license on this machine covers the product.", "Add a license for it."};
static const words UNREFRESHED = {"Active", "The license was not refreshed lately; the product may run.",
                                  "Restore the connection to the activation server and refresh."};
static const words KEY_EXPIRED = {"Key ended", "The Local License Key ended, the license did not; the product may not run.",
                                  "Ask for a new key for this Unique Key."};
static const words KEY_GRACE = {"Key ended",
                                "The Local License Key ended, the license did not; the product may run for its days of grace.",
                                "Ask for a new key for this Unique Key now."};
static const words KEY_EXPIRING = {"Key ends", "The Local License Key ends within 30 days; the license goes on.",
                                   "Ask for a new key for this Unique Key."};

static words words_of(const gist *gist) {
  bool of_key = gist->end.at < INFINITY && gist->end.of == END_LOCAL_KEY;
  if (!gist->is_licensed) return NOT_LICENSED;
  if (gist->rule == S_ACTIVE && gist->until.at < INFINITY && gist->until.of == END_CHECK) return UNREFRESHED;
  if (of_key && gist->rule == S_EXPIRED) return KEY_EXPIRED;
  if (of_key && gist->rule == S_GRACE) return KEY_GRACE;
  if (of_key && gist->rule == S_EXPIRING) return KEY_EXPIRING;
  return OF_RULES[gist->rule];
}

/* What stands before the hour: of years beyond 9999 three more. */
static text day_of(run *run, double at) {
  text said = iso(run, at);
  size_t length = 0;
  while (length < said.length && said.at[length] != 'T') length += 1;
  return part(said, 0, length);
}

static text days(run *run, double count) {
  if (count < 1) return WORD("< 1 day");
  char *to = take(run, 40);
  int length = snprintf(to, 40, "%.0f day%s", count, count == 1 ? "" : "s");
  return (text){to, (size_t)length};
}

/* The end that comes, or that has come. */
static text date_in(run *run, const gist *gist) {
  if (gist->may_run && gist->until.at < INFINITY) {
    text day = day_of(run, gist->until.at), left = days(run, gist->days_left);
    /* Of a key that ended already, what runs out are its days of grace. */
    bool of_key = gist->until.of == END_LOCAL_KEY && gist->rule != S_GRACE;
    if (gist->then_grace)
      return JOIN(run, of_key ? WORD("The Local License Key ends on ") : WORD("The license ends on "), day, WORD(" ("), left,
                  WORD("); its days of grace follow."));
    text before = of_key ? WORD("The Local License Key ends on ") : gist->until.of == END_CHECK ? WORD("Refresh by ") : WORD("Runs until ");
    return JOIN(run, before, day, WORD(" ("), left, WORD(")."));
  }
  if (gist->is_licensed && gist->rule == S_EXPIRED && gist->end.at < INFINITY)
    return JOIN(run, gist->end.of == END_LICENSE ? WORD("The license ended on ") : WORD("The Local License Key ended on "),
                day_of(run, gist->end.at), WORD("."));
  return WORD("");
}

static text behind(run *run, text sentence, text more) {
  return more.length == 0 ? sentence : JOIN(run, sentence, WORD(" "), more);
}

/* Nothing in it that a terminal would obey. */
static text printable(run *run, bool is_test, text said) {
  text t = is_test ? JOIN(run, WORD("TEST: "), said) : said;
  char *to = take_many(run, t.length, 3), *end = to;
  for (size_t at = 0; at < t.length;) {
    uint32_t p = next_point(t, &at);
    bool bent = p < 0x20 || (p >= 0x7f && p <= 0x9f) || p == 0x61c || p == 0x200e || p == 0x200f ||
                (p >= 0x2028 && p <= 0x202e) || (p >= 0x2066 && p <= 0x2069) || (p >= 0xd800 && p < 0xe000);
    put_point(&end, bent ? 0xfffd : p);
  }
  return (text){to, (size_t)(end - to)};
}

text sentence_of(run *run, bool is_test, const question *q, const gist *gist, text reason) {
  words found = words_of(gist);
  text meaning = word(found.meaning), label = word(found.label), todo = word(found.todo);
  if (same(reason, WORD("maintenance_ended"))) {
    label = WORD("Maintenance ended");
    text built = day_of(run, q->built), until = day_of(run, gist->maintenance_until);
    meaning = q->feature.at == NULL
                  ? JOIN(run, WORD("This version was built on "), built, WORD("; those built until "), until, WORD(" are covered and may run."))
                  : JOIN(run, WORD("This version was built on "), built, WORD("; the license with the feature “"), q->feature,
                         WORD("” covers those built until "), until, WORD("."));
    todo = WORD("Renew the maintenance with the vendor, or install a version that it covers.");
  } else if (same(reason, WORD("feature_not_licensed"))) {
    label = WORD("Feature not licensed");
    meaning = JOIN(run, WORD("No license that lets the product run has the feature “"), q->feature, WORD("”."));
    todo = WORD("Ask the vendor for a license that has it.");
  }
  bool is_well = gist->may_run && gist->rule == S_ACTIVE && !(gist->until.at < INFINITY && gist->until.of == END_CHECK);
  text said = JOIN(run, q->product, gist->may_run ? WORD(": may run (") : WORD(": may not run ("), label, WORD(")."));
  said = behind(run, behind(run, said, meaning), date_in(run, gist));
  if (gist->may_be_clock)
    said = JOIN(run, said, WORD(" This computer’s clock says "), day_of(run, gist->clock), WORD("; the last signed time was "),
                day_of(run, gist->signed_time), WORD(". If the clock is wrong, set it."));
  return printable(run, is_test, is_well ? said : behind(run, said, todo));
}

text refusal_sentence_of(run *run, bool is_test) {
  text said = JOIN(run, WORD("It cannot be told whether the product may run: "), word(run->code));
  if (run->path.at != NULL) said = JOIN(run, said, WORD(", "), run->path);
  if (run->reason.at != NULL) said = JOIN(run, said, WORD(", "), run->reason);
  return printable(run, is_test, JOIN(run, said, WORD(".")));
}
