#include "judge.h"

#include <math.h>
#include <string.h>

#include "formats.h"

enum { ASKED_DAYS = 14, LEEWAY_HOURS = 48 };

static double minute_of(double at) { return floor(at / MINUTE); }

static bool was_given_back(run *run, const judged *one, const store *store) {
  for (const given_back *back = store->returned; back != NULL; back = back->next) {
    if (!same_license(run, back->license_id, one->grant.id)) continue;
    if (!back->is_key && one->grant.issued <= back->issued) return true;
    if (back->is_key && one->word == NULL && minute_of(one->grant.issued) <= minute_of(back->issued)) return true;
  }
  return false;
}

/* A license that the vendor ended has ended, whatever its file was issued for. */
static void end_by_word(judged *one) {
  const server_word *word = one->word;
  if (word == NULL || !word->has_ended || word->at < one->grant.issued) return;
  one->grant.expiry = fmin(one->grant.expiry, word->ended);
  for (size_t i = 0; i < one->grant.product_count; i += 1)
    one->grant.products[i].expiry = fmin(one->grant.products[i].expiry, word->ended);
}

static void open_license(run *run, judged *one, const store *store, const profile *profile, text unique_key) {
  const stored_license *stored = one->stored;
  one->word = read_word(run, stored->answer, stored->code, profile);
  one->problem = open_key(run, stored->key, &(key_context){stored->code, unique_key, profile, stored->id}, &one->grant);
  if (one->problem != NULL) return;
  const grant *grant = &one->grant;
  bool may_be_online = !grant->typed && grant->file_expiry < INFINITY &&
                       grant->file_expiry - grant->issued <= ASKED_DAYS * DAY + LEEWAY_HOURS * HOUR;
  bool online = stored->online || (!stored->mode_is_noted && may_be_online);
  if (one->word == NULL && online) one->problem = "answer_missing";
  else if (was_given_back(run, one, store)) one->problem = "key_returned";
  else end_by_word(one);
}

static bool is_older(const grant *one, const grant *other) {
  if (one->typed || other->typed) return minute_of(one->issued) < minute_of(other->issued);
  return one->issued < other->issued;
}

/* Else copies would add up their limits. */
static void count_once(run *run, judged *licenses) {
  for (judged *one = licenses; one != NULL; one = one->next) {
    for (judged *other = licenses; one->problem == NULL && other != one; other = other->next) {
      if (other->problem != NULL || !same(license_number(run, one->grant.id), license_number(run, other->grant.id))) continue;
      bool newer = is_older(&other->grant, &one->grant) ||
                   (!is_older(&one->grant, &other->grant) && other->word == NULL && one->word != NULL);
      (newer ? other : one)->problem = "older_key";
    }
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

static void judge_broken(run *run, judged *one, bool is_sure, const store *store) {
  const char *what = one->problem;
  text where = one->stored->where;
  bool mismatch = strcmp(what, "code_or_machine_mismatch") == 0;
  one->damaged = NO_TEXT;
  if (mismatch ? !is_code_intact(one) : strcmp(what, "license_code_mismatch") == 0) one->damaged = JOIN(run, where, WORD("/code"));
  else if (!mismatch && strcmp(what, "answer_missing") == 0) one->damaged = JOIN(run, where, WORD("/answers/validation.json"));
  else if (!mismatch && !is_signed_so(what)) one->damaged = JOIN(run, where, WORD("/"), one->stored->key_file);
  bool elsewhere = one->damaged.at == NULL && (mismatch || strcmp(what, "other_machine") == 0);
  one->broken = elsewhere ? is_sure ? S_OTHER_MACHINE : S_UNKNOWN : S_INVALID;
  for (const problem *p = store->problems; !elsewhere && one->damaged.at != NULL && p != NULL; p = p->next)
    if (same(p->where, one->damaged) && (same(p->reason, WORD("no_permission")) || same(p->reason, WORD("read_failed")) ||
                                         same(p->reason, WORD("too_many_open_files"))))
      one->broken = S_UNKNOWN;
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

static const usage_record *usage_of(const store *store, text product) {
  for (const usage_record *one = store->usage; one != NULL; one = one->next)
    if (same(one->product, product)) return one;
  return NULL;
}

/* The limits of all licenses that are in force for it; false: one has none, or none is in force. */
static bool total_limit(const judged *licenses, text product, moment moment, double *total) {
  bool some = false;
  *total = 0;
  for (const judged *one = licenses; one != NULL; one = one->next) {
    for (size_t i = 0; one->problem == NULL && i < one->grant.product_count; i += 1) {
      const licensed_product *each = &one->grant.products[i];
      facts facts = facts_of(one, each);
      if (!same(each->code, product) || !lets_run(standing_of(&facts, moment).rule)) continue;
      if (!each->has_limit) return false;
      some = true;
      *total += each->limit;
    }
  }
  return some;
}

static void judge_lines(run *run, judgment *j, moment moment, text product) {
  double total;
  bool has_total = total_limit(j->licenses, product, moment, &total);
  const usage_record *usage = usage_of(j->store, product);
  bool lost = usage == NULL && has_total && has_reported(run, j->store, product);
  line **place = &j->lines;
  for (judged *one = j->licenses; one != NULL; one = one->next) {
    for (size_t i = 0; one->problem == NULL && i < one->grant.product_count; i += 1) {
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

judgment *judge(run *run, const store *store, const machine *machine, const profile *profile, text product, double clock) {
  judgment *j = take(run, sizeof *j);
  text key = unique_key(run, machine->id, profile->id, profile->prefix);
  moment moment = {clock, store->mark};
  judged **place = &j->licenses;
  j->store = store;
  for (const stored_license *stored = store->licenses; stored != NULL; stored = stored->next) {
    judged *one = *place = take(run, sizeof *one);
    place = &one->next;
    one->stored = stored;
    open_license(run, one, store, profile, key);
  }
  count_once(run, j->licenses);
  bool id_file_gone = false, elsewhere = false;
  for (judged *one = j->licenses; one != NULL; one = one->next) {
    if (one->problem == NULL) moment.mark = fmax(moment.mark, one->grant.issued);
    if (one->word != NULL) moment.mark = fmax(moment.mark, one->word->at);
    moment.mark = fmax(moment.mark, 0);
    if (one->problem != NULL) judge_broken(run, one, true, store);
    if (one->problem == NULL || one->broken != S_OTHER_MACHINE) continue;
    elsewhere = true;
    id_file_gone = id_file_gone || (!machine->is_from_file && one->stored->had_id_file);
  }
  j->lost_id = !elsewhere ? NO_TEXT : id_file_gone ? WORD("machine-id") : machine->emptied;
  for (judged *one = j->licenses; j->lost_id.at != NULL && one != NULL; one = one->next)
    if (one->problem != NULL) judge_broken(run, one, false, store);
  j->now = fmax(moment.clock, moment.mark);
  j->clock = moment.clock;
  j->mark = moment.mark;
  judge_lines(run, j, moment, product);
  return j;
}
