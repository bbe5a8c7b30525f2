#include "judge.h"

#include <math.h>
#include <string.h>

#include "formats.h"

enum { ASKED_DAYS = 14, LEEWAY_HOURS = 48 };

static double minute_of(double at) { return floor(at / MINUTE); }

/* By the number of its license, the latest that was given back of each kind; -INFINITY: none. */
typedef struct {
  named *numbers;
  size_t count;
  double *key_minutes, *seats;
} all_given_back;

static all_given_back gather_given_back(run *run, const store *store) {
  size_t count = store->returned_count, last = 0;
  all_given_back all = {take_many(run, count, sizeof(named)), count, take_many(run, count, sizeof(double)), take_many(run, count, sizeof(double))};
  for (size_t i = 0; i < count; i += 1) all.numbers[i] = (named){license_number(run, store->returned[i].license_id), i};
  sort_named(all.numbers, count);
  for (size_t i = 0; i < count; i += 1) {
    /* All of one number are kept at the place that is found for it, the first of them. */
    if (i == 0 || !same(all.numbers[i].name, all.numbers[i - 1].name)) {
      last = all.numbers[i].place;
      all.key_minutes[last] = all.seats[last] = -INFINITY;
    }
    const given_back *back = &store->returned[all.numbers[i].place];
    if (back->is_key) all.key_minutes[last] = fmax(all.key_minutes[last], minute_of(back->issued));
    else all.seats[last] = fmax(all.seats[last], back->issued);
  }
  return all;
}

static bool was_given_back(run *run, const judged *one, const all_given_back *all) {
  const named *found = all->count == 0 ? NULL : find_named(all->numbers, all->count, license_number(run, one->grant.id));
  if (found == NULL) return false;
  return one->grant.issued <= all->seats[found->place] ||
         (one->word == NULL && minute_of(one->grant.issued) <= all->key_minutes[found->place]);
}

/* A license that the vendor ended has ended, whatever its file was issued for. */
static void end_by_word(judged *one) {
  const server_word *word = one->word;
  if (word == NULL || !word->has_ended || word->at < one->grant.issued) return;
  one->grant.expiry = fmin(one->grant.expiry, word->ended);
  for (size_t i = 0; i < one->grant.product_count; i += 1)
    one->grant.products[i].expiry = fmin(one->grant.products[i].expiry, word->ended);
}

static void open_license(run *run, judged *one, const all_given_back *all, const profile *profile, text unique_key) {
  const stored_license *stored = one->stored;
  one->word = read_word(run, stored->answer, stored->code, profile);
  one->problem = open_key(run, stored->key, &(key_context){stored->code, unique_key, profile, stored->id}, &one->grant);
  if (one->problem != NULL) return;
  const grant *grant = &one->grant;
  bool may_be_online = !grant->typed && grant->file_expiry < INFINITY &&
                       grant->file_expiry - grant->issued <= ASKED_DAYS * DAY + LEEWAY_HOURS * HOUR;
  bool online = stored->online || (!stored->mode_is_noted && may_be_online);
  if (one->word == NULL && online) one->problem = "answer_missing";
  else if (was_given_back(run, one, all)) one->problem = "key_returned";
  else end_by_word(one);
}

static bool is_older(const grant *one, const grant *other) {
  if (one->typed || other->typed) return minute_of(one->issued) < minute_of(other->issued);
  return one->issued < other->issued;
}

/* Else copies would add up their limits. */
static void count_once(run *run, judged *licenses) {
  size_t count = 0, held = 0;
  for (const judged *one = licenses; one != NULL; one = one->next) count += one->problem == NULL;
  judged **all = take_many(run, count, sizeof *all), *counted = NULL;
  named *numbers = take_many(run, count, sizeof *numbers);
  for (judged *one = licenses; one != NULL; one = one->next) {
    if (one->problem != NULL) continue;
    numbers[held] = (named){license_number(run, one->grant.id), held};
    all[held++] = one;
  }
  sort_named(numbers, count);
  for (size_t i = 0; i < count; i += 1) {
    judged *one = all[numbers[i].place], *other = i > 0 && same(numbers[i].name, numbers[i - 1].name) ? counted : NULL;
    bool newer = other == NULL || is_older(&other->grant, &one->grant) ||
                 (!is_older(&one->grant, &other->grant) && other->word == NULL && one->word != NULL);
    if (!newer) one->problem = "older_key";
    else if (other != NULL) other->problem = "older_key";
    if (newer) counted = one;
  }
}

static bool is_signed_so(const char *problem) {
  static const char *const signed_so[] = {"other_machine",     "signing_key_not_valid", "wrong_file_type", "license_missing_in_file",
                                          "other_application", "other_account",         "older_key",       "key_returned"};
  for (size_t i = 0; i < sizeof signed_so / sizeof signed_so[0]; i += 1)
    if (strcmp(problem, signed_so[i]) == 0) return true;
  return false;
}

static bool is_code_intact(const judged *one) {
  if (one->word != NULL || one->stored->code_is_as_put >= 0) return one->word != NULL || one->stored->code_is_as_put == 1;
  return is_our_code(one->stored->code);
}

static void judge_broken(run *run, judged *one, bool is_sure) {
  const char *what = one->problem;
  text where = one->stored->where;
  bool mismatch = strcmp(what, "code_or_machine_mismatch") == 0;
  one->damaged = NO_TEXT;
  if (mismatch ? !is_code_intact(one) : strcmp(what, "license_code_mismatch") == 0) one->damaged = JOIN(run, where, WORD("/code"));
  else if (!mismatch && strcmp(what, "answer_missing") == 0) one->damaged = JOIN(run, where, WORD("/answers/validation.json"));
  else if (!mismatch && !is_signed_so(what)) one->damaged = JOIN(run, where, WORD("/"), one->stored->key_file);
  bool elsewhere = one->damaged.at == NULL && (mismatch || strcmp(what, "other_machine") == 0);
  /* Of a license that was read only its answer may be unread. */
  bool unread = !mismatch && strcmp(what, "answer_missing") == 0 && one->stored->answer_is_unread;
  one->broken = elsewhere ? is_sure ? S_OTHER_MACHINE : S_UNKNOWN : unread ? S_UNKNOWN : S_INVALID;
}

static saying in_force(const judged *one) {
  const server_word *word = one->word;
  if (one->grant.suspended) return SAYS_SUSPENDED;
  if (word == NULL || word->says == SAYS_NOTHING) return SAYS_NOTHING;
  bool replaced = word->says == SAYS_SEAT_RELEASED ? word->at <= one->grant.issued : word->at < one->grant.issued;
  return replaced ? SAYS_NOTHING : word->says;
}

static facts facts_of(const judged *one, const licensed_product *product) {
  saying word = in_force(one);
  return (facts){.license = one,
                 .product = product,
                 /* No refresh renews the file of a seat that was released. */
                 .issued = word == SAYS_SEAT_RELEASED ? 0 : one->grant.issued,
                 .word = word == SAYS_SEAT_RELEASED ? SAYS_NOTHING : word,
                 .has_total = product->has_limit,
                 .total = product->limit};
}

bool has_feature(const judged *one, const question *q) {
  bool has = q->feature.at == NULL;
  for (size_t i = 0; i < one->grant.feature_count; i += 1) has = has || same(one->grant.features[i], q->feature);
  return has;
}

bool covers(const judged *one, double version) { return isnan(version) || version <= one->grant.maintenance_until; }

/* Of the product, in force before its usage is looked at. */
static bool would_run(const judged *one, const licensed_product *product, text asked, moment moment) {
  if (!same(product->code, asked)) return false;
  facts facts = facts_of(one, product);
  return lets_run(standing_of(&facts, moment).rule);
}

/* The one that asks; else the last that its licenses let run, for whose maintenance it is refused. */
static double version_judged(const judged *licenses, const question *q, moment moment) {
  double last = -INFINITY, last_having = -INFINITY;
  for (const judged *one = licenses; one != NULL && !isnan(q->built); one = one->next) {
    bool runs = false;
    for (size_t i = 0; one->problem == NULL && !runs && i < one->grant.product_count; i += 1)
      runs = would_run(one, &one->grant.products[i], q->product, moment);
    if (!runs) continue;
    double version = fmin(q->built, one->grant.maintenance_until);
    last = fmax(last, version);
    if (has_feature(one, q)) last_having = fmax(last_having, version);
  }
  return last_having == -INFINITY ? last : last_having;
}

/* The limits of all licenses that are in force for it and cover the version; false: one has none, or there is none. */
static bool total_limit(const judgment *j, text product, moment moment, double *total) {
  bool some = false;
  *total = 0;
  for (const judged *one = j->licenses; one != NULL; one = one->next) {
    for (size_t i = 0; one->problem == NULL && covers(one, j->version) && i < one->grant.product_count; i += 1) {
      const licensed_product *each = &one->grant.products[i];
      if (!would_run(one, each, product, moment)) continue;
      if (!each->has_limit) return false;
      some = true;
      *total += each->limit;
    }
  }
  return some;
}

static void judge_lines(run *run, judgment *j, moment moment, const question *q) {
  double total;
  text product = q->product;
  j->version = version_judged(j->licenses, q, moment);
  bool has_total = total_limit(j, product, moment, &total);
  const usage_record *usage = usage_of(run, j->store, product);
  bool lost = usage == NULL && has_total && has_reported(run, j->store, product);
  line **place = &j->lines;
  for (judged *one = j->licenses; one != NULL; one = one->next) {
    for (size_t i = 0; one->problem == NULL && covers(one, j->version) && i < one->grant.product_count; i += 1) {
      if (!same(one->grant.products[i].code, product)) continue;
      facts facts = facts_of(one, &one->grant.products[i]);
      facts.has_total = has_total;
      facts.total = total;
      facts.usage = usage;
      facts.usage_is_lost = lost;
      *place = take(run, sizeof **place);
      **place = (line){one, facts.product, usage, standing_of(&facts, moment), end_of_facts(&facts), NULL};
      place = &(*place)->next;
    }
  }
}

judgment *judge(run *run, const store *store, const machine *machine, const profile *profile, const question *q, double clock) {
  judgment *j = take(run, sizeof *j);
  text key = unique_key(run, machine->id, profile->id, profile->prefix);
  moment moment = {fmin(fmax(clock, FIRST_INSTANT), LAST_INSTANT), store->mark};
  judged **place = &j->licenses;
  all_given_back all = gather_given_back(run, store);
  j->store = store;
  for (const stored_license *stored = store->licenses; stored != NULL; stored = stored->next) {
    judged *one = *place = take(run, sizeof *one);
    place = &one->next;
    one->stored = stored;
    open_license(run, one, &all, profile, key);
  }
  count_once(run, j->licenses);
  bool id_file_gone = false, elsewhere = false;
  for (judged *one = j->licenses; one != NULL; one = one->next) {
    if (one->problem == NULL) moment.mark = fmax(moment.mark, one->grant.issued);
    if (one->word != NULL) moment.mark = fmax(moment.mark, one->word->at);
    moment.mark = fmax(moment.mark, 0);
    if (one->problem != NULL) judge_broken(run, one, true);
    if (one->problem == NULL || one->broken != S_OTHER_MACHINE) continue;
    elsewhere = true;
    id_file_gone = id_file_gone || (!machine->is_from_file && one->stored->had_id_file);
  }
  j->lost_id = !elsewhere ? NO_TEXT : id_file_gone ? WORD("machine-id") : machine->emptied;
  for (judged *one = j->licenses; j->lost_id.at != NULL && one != NULL; one = one->next)
    if (one->problem != NULL) judge_broken(run, one, false);
  j->now = fmax(moment.clock, moment.mark);
  j->clock = moment.clock;
  j->mark = moment.mark;
  judge_lines(run, j, moment, q);
  return j;
}
