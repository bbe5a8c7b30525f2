#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "formats.h"
#include "gate.h"

enum { LONG_UNSIGNED_DAYS = 30 };

typedef struct {
  const line **lines;
  size_t count;
} some_lines;

static bool is_of_licenses(text where) { return same(where, WORD("licenses")) || starts_with(where, WORD("licenses/")); }

static bool is_one_of(text t, const char *const *words) {
  for (; *words != NULL; words += 1)
    if (same(t, word(*words))) return true;
  return false;
}

_Noreturn static void refuse_usage(run *run, const store *store, text product) {
  text where = WORD("usage.json"), reason = WORD("unreadable");
  if (store->usage_unread) {
    where = store->unread_where;
    reason = store->unread_reason;
  }
  for (const usage_report *own = store->reports; own != NULL; own = own->next) {
    if (own->trouble.at == NULL || !same(own->product, product)) continue;
    where = JOIN(run, WORD("usage/"), product, WORD(".json"));
    reason = own->trouble;
    break;
  }
  run->product = product;
  if (same(reason, WORD("unreadable"))) leave(run, "usage_damaged", where, NO_TEXT);
  leave(run, "usage_not_readable", where, reason);
}

/* What cannot be read, or is damaged, may be the license of the product that is asked about. */
static void refuse_doubt(run *run, const judgment *j) {
  static const char *const away[] = {"read_failed", "too_many_open_files", "gone", "not_mounted", NULL};
  for (const problem *one = j->store->problems; one != NULL; one = one->next) {
    if (!is_of_licenses(one->where)) continue;
    if (same(one->reason, WORD("no_permission"))) leave(run, "store_not_readable", one->where, NO_TEXT);
    if (is_one_of(one->reason, away)) leave(run, "store_unreachable", one->where, one->reason);
    leave(run, "license_damaged", one->where, NO_TEXT);
  }
  for (const judged *one = j->licenses; one != NULL; one = one->next)
    if (one->problem != NULL && one->damaged.at != NULL) leave(run, "license_damaged", one->damaged, NO_TEXT);
  if (j->lost_id.at != NULL) leave(run, "machine_id_not_readable", j->lost_id, WORD("gone"));
}

/* Of a line: the later of equals stands for it. */
static const line *best_of(some_lines some) {
  const line *best = NULL;
  for (size_t i = 0; i < some.count; i += 1) {
    const line *one = some.lines[i];
    if (best == NULL || one->standing.rule > best->standing.rule ||
        (one->standing.rule == best->standing.rule && one->standing.until.at >= best->standing.until.at))
      best = one;
  }
  return best;
}

/* One that is no license for this machine may have been the product's: a better answer than “not licensed”. */
static bool worst_broken(const judgment *j, rule *worst) {
  bool some = false;
  for (const judged *one = j->licenses; one != NULL; one = one->next) {
    if (one->problem == NULL || (some && one->broken >= *worst)) continue;
    some = true;
    *worst = one->broken;
  }
  return some;
}

static double floor_days(double until, double now) { return fmax(0, floor((until - now) / DAY)); }

static void put_time(writer *w, double at) {
  if (at == INFINITY) return put(w, WORD("null"));
  put_text(w, iso(w->run, at));
}

static void put_name(writer *w, const char *name) {
  put(w, w->length == 0 ? WORD("{\"") : WORD(",\""));
  put(w, word(name));
  put(w, WORD("\":"));
}

static void put_word(writer *w, const char *name, text t) {
  put_name(w, name);
  if (t.at == NULL) put(w, WORD("null"));
  else put_text(w, t);
}

static void put_maybe(writer *w, const char *name, bool is_there, double number) {
  put_name(w, name);
  if (is_there) put_number(w, number);
  else put(w, WORD("null"));
}

static text end_word(end_of of) {
  static const char *const names[] = {"license", "local_key", "check", "usage"};
  return word(names[of]);
}

static void put_signed(writer *w, some_lines counted) {
  put_name(w, "signed");
  put(w, WORD("["));
  for (size_t i = 0; i < counted.count; i += 1) {
    const judged *license = counted.lines[i]->license;
    put(w, i == 0 ? WORD("{\"license\":") : WORD(",{\"license\":"));
    put_text(w, license->stored->id);
    put(w, license->stored->online ? WORD(",\"mode\":\"online\"") : WORD(",\"mode\":\"offline\""));
    put(w, license->grant.typed ? WORD(",\"form\":\"typed_key\"") : WORD(",\"form\":\"machine_file\""));
    put(w, WORD(",\"issued\":"));
    put_time(w, license->grant.issued);
    put(w, WORD(",\"signedBy\":"));
    put_text(w, license->grant.signed_by);
    put(w, WORD(",\"validUntil\":"));
    put_time(w, license->grant.file_expiry);
    put(w, WORD("}"));
  }
  put(w, WORD("]"));
}

static text *gather_features(run *run, ag_answer *a, some_lines covered) {
  size_t most = 0;
  for (size_t i = 0; i < covered.count; i += 1) most += covered.lines[i]->license->grant.feature_count;
  text *features = take_many(run, most, sizeof *features);
  for (size_t i = 0; i < covered.count; i += 1) {
    const grant *grant = &covered.lines[i]->license->grant;
    for (size_t j = 0; j < grant->feature_count; j += 1) features[a->feature_count++] = grant->features[j];
  }
  a->feature_count = once_each(run, features, a->feature_count);
  a->features = take_many(run, a->feature_count, sizeof *a->features);
  for (size_t i = 0; i < a->feature_count; i += 1) a->features[i] = c_string(run, features[i]);
  return features;
}

void answer(ag_answer *a, const profile *profile, const judgment *j, const question *q) {
  run *run = &a->run;
  size_t count = 0;
  for (const line *one = j->lines; one != NULL; one = one->next) count += 1;
  some_lines all = {take_many(run, count, sizeof(line *)), 0}, running = {take_many(run, count, sizeof(line *)), 0};
  some_lines covered = {take_many(run, count, sizeof(line *)), 0}, having = {take_many(run, count, sizeof(line *)), 0};
  bool unknown = false;
  for (const line *one = j->lines; one != NULL; one = one->next) {
    all.lines[all.count++] = one;
    unknown = unknown || one->standing.rule == S_UNKNOWN;
    if (!lets_run(one->standing.rule)) continue;
    running.lines[running.count++] = one;
    if (has_feature(one->license, q)) having.lines[having.count++] = one;
    if (covers(one->license, q->built)) covered.lines[covered.count++] = one;
  }
  bool may_run = having.count > 0 && (isnan(q->built) || q->built == j->version);
  const text *features = gather_features(run, a, covered);
  if (!may_run && unknown) refuse_usage(run, j->store, q->product);
  if (!may_run) refuse_doubt(run, j);
  some_lines judged = running.count > 0 ? running : all, counted = !may_run && having.count > 0 ? having : judged;
  const line *best = best_of(counted), *first = counted.count > 0 ? counted.lines[0] : NULL;
  gist gist = {.may_run = may_run, .is_licensed = true, .end = {INFINITY, END_LICENSE}, .until = {INFINITY, END_LICENSE}};
  gist.rule = S_INVALID;
  if (best != NULL) {
    gist.rule = best->standing.rule;
    gist.until = best->standing.until;
    gist.end = best->end;
  } else gist.is_licensed = worst_broken(j, &gist.rule);
  text status = gist.is_licensed ? status_of(gist.rule) : WORD("not_licensed");
  text reason = may_run ? NO_TEXT : running.count == 0 ? status : having.count > 0 ? WORD("maintenance_ended") : WORD("feature_not_licensed");
  double expires = counted.count == 0 ? INFINITY : -INFINITY;
  gist.maintenance_until = expires;
  for (size_t i = 0; i < counted.count; i += 1) {
    const line *one = counted.lines[i];
    expires = fmax(expires, one->product->expiry);
    gist.maintenance_until = fmax(gist.maintenance_until, one->license->grant.maintenance_until);
  }
  /* The sum of no limits is 0. */
  a->has_limit = true;
  for (size_t i = 0; i < judged.count; i += 1) {
    a->has_limit = a->has_limit && judged.lines[i]->product->has_limit;
    a->limit += judged.lines[i]->product->limit;
  }
  bool ends = gist.until.at < INFINITY;
  gist.days_left = ends ? floor_days(gist.until.at, j->now) : 0;
  gist.then_grace = ends && best != NULL && gist.until.of == gist.end.of && gist.until.at == gist.end.at && best->license->grant.grace_days > 0;
  bool ended = best != NULL && (gist.rule == S_EXPIRED || gist.rule == S_CHECK_OVERDUE_ENDED);
  gist.may_be_clock = ended && j->clock - j->mark > LONG_UNSIGNED_DAYS * DAY;
  gist.clock = j->clock;
  gist.signed_time = j->mark;
  a->verdict = may_run ? AG_MAY_RUN : AG_MAY_NOT;
  a->has_usage = first != NULL && first->usage != NULL;
  a->usage = a->has_usage ? first->usage->usage : 0;
  a->until = gist.until.at;
  a->days_left = gist.days_left;
  a->maintenance_until = gist.maintenance_until;
  a->is_test = profile->test;
  a->status = c_string(run, status);
  a->reason = may_run ? NULL : c_string(run, reason);

  writer w = {.run = run};
  if (profile->test) put(&w, WORD("{\"test\":true"));
  put_word(&w, "product", q->product);
  put_name(&w, "mayRun");
  put(&w, may_run ? WORD("true") : WORD("false"));
  put_word(&w, "status", status);
  put_word(&w, "reason", reason);
  put_word(&w, "name", first == NULL ? NO_TEXT : first->product->name);
  put_word(&w, "type", first == NULL ? NO_TEXT : first->product->type);
  put_maybe(&w, "limit", a->has_limit, a->limit);
  put_maybe(&w, "usage", a->has_usage, a->usage);
  put_name(&w, "expires");
  put_time(&w, expires);
  put_name(&w, "end");
  if (gist.end.at < INFINITY) {
    put(&w, WORD("{\"at\":"));
    put_time(&w, gist.end.at);
    put(&w, WORD(",\"of\":"));
    put_text(&w, end_word(gist.end.of));
    put(&w, WORD("}"));
  } else put(&w, WORD("null"));
  put_name(&w, "until");
  put_time(&w, gist.until.at);
  put_word(&w, "untilOf", ends ? end_word(gist.until.of) : NO_TEXT);
  if (gist.may_be_clock) {
    put(&w, WORD(",\"clockAhead\":{\"clock\":"));
    put_time(&w, gist.clock);
    put(&w, WORD(",\"signed\":"));
    put_time(&w, gist.signed_time);
    put(&w, WORD("}"));
  }
  put_maybe(&w, "daysLeft", ends, gist.days_left);
  put_word(&w, "then", !ends ? NO_TEXT : gist.then_grace ? WORD("grace") : WORD("stops"));
  put_name(&w, "maintenanceUntil");
  put_time(&w, gist.maintenance_until);
  put_name(&w, "features");
  put(&w, WORD("["));
  for (size_t i = 0; i < a->feature_count; i += 1) {
    if (i > 0) put(&w, WORD(","));
    put_text(&w, features[i]);
  }
  put(&w, WORD("]"));
  put_name(&w, "licenses");
  put(&w, WORD("["));
  for (size_t i = 0; i < counted.count; i += 1) {
    if (i > 0) put(&w, WORD(","));
    put_text(&w, counted.lines[i]->license->stored->id);
  }
  put(&w, WORD("]"));
  put_signed(&w, counted);
  put(&w, WORD("}"));
  a->json = w.at;
  a->sentence = sentence_of(run, profile->test, q, &gist, reason).at;
}

void answer_refusal(ag_answer *a) {
  run *run = &a->run;
  a->verdict = AG_COULD_NOT_TELL;
  a->status = NULL;
  a->reason = run->code;
  a->path = run->path.at == NULL ? NULL : c_string(run, run->path);
  a->cause = run->reason.at == NULL ? NULL : c_string(run, run->reason);
  a->has_limit = a->has_usage = false;
  a->until = a->maintenance_until = INFINITY;
  a->feature_count = 0;
  writer w = {.run = run};
  put(&w, a->is_test ? WORD("{\"test\":true,\"error\":{\"code\":") : WORD("{\"error\":{\"code\":"));
  put_text(&w, word(run->code));
  if (a->path != NULL || a->cause != NULL) {
    put(&w, WORD(",\"params\":{"));
    if (a->path != NULL) {
      put(&w, WORD("\"path\":"));
      put_text(&w, run->path);
    }
    if (a->cause != NULL) {
      put(&w, a->path != NULL ? WORD(",\"reason\":") : WORD("\"reason\":"));
      put_text(&w, run->reason);
    }
    if (run->product.at != NULL) {
      put(&w, WORD(",\"product\":"));
      put_text(&w, run->product);
    }
    put(&w, WORD("}"));
  }
  put(&w, WORD("}}"));
  a->json = w.at;
  a->sentence = refusal_sentence_of(run, a->is_test).at;
}
