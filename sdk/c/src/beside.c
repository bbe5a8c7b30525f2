/* What lies beside the licenses: what is in use, and what was given back (docs/formats/gate-v1.md#what-lies-beside). */
#define _GNU_SOURCE
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "formats.h"
#include "store.h"

enum { MOST_REPORTS = 1000, MOST_REPORT_BYTES = 4096, MOST_DAYS = 10000, LONGEST_PRODUCT = 64 };

static int by_number(const void *a, const void *b) {
  double one = *(const double *)a, other = *(const double *)b;
  return one < other ? -1 : one > other;
}

static bool read_record(run *run, const value *v, usage_record *record) {
  const value *product = member(v, WORD("product")), *usage = member(v, WORD("usage")), *at = member(v, WORD("reportedAt"));
  const value *since = member(v, WORD("overLimitSince")), *days = member(v, WORD("overLimitDays"));
  if (product->kind != J_TEXT || !is_whole(usage, 0, LARGEST) || !is_instant(at)) return false;
  if (!is_nullish(since) && !is_instant(since)) return false;
  if (!is_missing(days) && (days->kind != J_LIST || days->count > MOST_DAYS)) return false;
  *record = (usage_record){.product = product->text, .usage = usage->number, .reported_at = at->number};
  record->has_since = since->kind == J_NUMBER;
  record->since = record->has_since ? since->number : 0;
  record->days = take_many(run, days->count, sizeof(double));
  for (const value *one = days->first; one != NULL; one = one->next) {
    if (!is_whole(one, -1e8, 1e8)) return false;
    record->days[record->day_count++] = one->number;
  }
  return true;
}

/* Those that `names` points to, of one product. No writer keeps two of it: neither lifts a limit. */
static usage_record put_together(run *run, const usage_record *records, const named *names, size_t count) {
  usage_record one = records[names[0].place];
  size_t days = 0;
  if (count == 1) return one;
  for (size_t i = 0; i < count; i += 1) days += records[names[i].place].day_count;
  one.days = take_many(run, days, sizeof(double));
  one.day_count = 0;
  for (size_t i = 0; i < count; i += 1) {
    const usage_record *other = &records[names[i].place];
    if (other->day_count > 0) memcpy(one.days + one.day_count, other->days, other->day_count * sizeof(double));
    one.day_count += other->day_count;
    if (other->has_since) one.since = one.has_since ? fmin(one.since, other->since) : other->since;
    one.has_since = one.has_since || other->has_since;
    one.usage = fmax(one.usage, other->usage);
  }
  return one;
}

static void sort_days(usage_record *record) {
  size_t kept = 0;
  if (record->day_count > 1) qsort(record->days, record->day_count, sizeof(double), by_number);
  for (size_t i = 0; i < record->day_count; i += 1)
    if (kept == 0 || record->days[kept - 1] != record->days[i]) record->days[kept++] = record->days[i];
  record->day_count = kept;
}

static bool has_history(run *run, const store *store) {
  listing in;
  if (list_folder(run, store->folder, "usage-history", &in)) return in.count + in.unnamed_count > 0;
  return errno != ENOENT;
}

static void keep_records(run *run, store *store, const value *found) {
  usage_record *records = take_many(run, found->count, sizeof *records);
  named *names = take_many(run, found->count, sizeof *names);
  size_t count = 0;
  for (const value *one = found->first; one != NULL; one = one->next) {
    if (!read_record(run, one, &records[count])) continue;
    names[count] = (named){records[count].product, count};
    count += 1;
  }
  sort_named(names, count);
  store->usage = take_many(run, count, sizeof *store->usage);
  store->usage_names = names;
  for (size_t at = 0, next; at < count; at = next) {
    for (next = at + 1; next < count && same(names[next].name, names[at].name);) next += 1;
    usage_record *one = &store->usage[store->usage_count];
    *one = put_together(run, records, &names[at], next - at);
    sort_days(one);
    names[store->usage_count] = (named){one->product, store->usage_count};
    store->usage_count += 1;
  }
}

static const usage_record *recorded(const store *store, text product) {
  const named *found = find_named(store->usage_names, store->usage_count, product);
  return found == NULL ? NULL : &store->usage[found->place];
}

static void read_usage_file(run *run, store *store) {
  file_state state = read_file(run, store->folder, "usage.json", MOST_BYTES);
  if (state.is == F_ABSENT) {
    store->usage_incomplete = has_history(run, store);
    return;
  }
  if (state.is == F_TROUBLE) {
    store->usage_incomplete = true;
    if (same(state.reason, WORD("unreadable"))) return;
    store->usage_unread = true;
    store->unread_where = WORD("usage.json");
    store->unread_reason = state.reason;
    return;
  }
  const value *v = json_read(run, state.text);
  const value *usage = v == NULL ? NULL : member(v, WORD("usage")), *incomplete = v == NULL ? NULL : member(v, WORD("incomplete"));
  bool is_file = usage != NULL && usage->kind == J_LIST && (is_missing(incomplete) || is_flag(incomplete));
  const value *found = is_file ? usage : read_pieces(run, state.text);
  keep_records(run, store, found);
  store->usage_incomplete = !is_file || store->usage_count != found->count || (is_flag(incomplete) && incomplete->flag);
}

/* The product; NO_TEXT: no product of ours writes this name. */
static text product_of(text name) {
  if (!ends_with(name, WORD(".json"))) return NO_TEXT;
  text product = part(name, 0, name.length - 5);
  if (product.length < 1 || product.length > LONGEST_PRODUCT) return NO_TEXT;
  for (size_t i = 0; i < product.length; i += 1) {
    char c = product.at[i];
    bool letter = is_digit(c) || (small(c) >= 'a' && small(c) <= 'z');
    if (!letter && (i == 0 || (c != '.' && c != '_' && c != '-'))) return NO_TEXT;
  }
  return product;
}

/* Root's, the folder's owner's, or its group's; in a folder, and a file, that others may not write. */
static bool is_of_group(const struct stat *file, const struct stat *over) {
  bool is_open = ((file->st_mode | over->st_mode) & 0002) != 0;
  return !is_open && (file->st_uid == 0 || file->st_uid == over->st_uid || file->st_gid == over->st_gid);
}

/* False: it went meanwhile. */
static bool read_report(run *run, folder above, text name, const struct stat *over, usage_report *report) {
  int handle = open_regular(run, above, name.at);
  if (handle < 0 && errno == ENOENT) return false;
  if (handle < 0) {
    report->trouble = reason_of(run, errno);
    return true;
  }
  struct stat found;
  if (fstat(handle, &found) != 0 || !is_of_group(&found, over)) report->trouble = WORD("other_owner");
  else {
    file_state state = read_open(run, handle, MOST_REPORT_BYTES);
    const value *v = state.is == F_TEXT ? json_read(run, state.text) : NULL;
    const value *usage = v == NULL ? NULL : member(v, WORD("usage"));
    if (usage != NULL && is_whole(usage, 0, LARGEST)) report->usage = usage->number;
    else report->trouble = state.is == F_TROUBLE ? state.reason : WORD("unreadable");
  }
  let_go(run, handle);
  return true;
}

static void leave_unread(store *store, text reason) {
  store->usage_count = 0;
  store->reports = NULL;
  store->usage_unread = true;
  store->unread_where = WORD("usage");
  store->unread_reason = reason;
}

static void read_reports(run *run, store *store) {
  struct stat over;
  listing in;
  size_t reports = 0;
  if (!look_at(run, store->folder, "usage", &over)) {
    if (errno != ENOENT) leave_unread(store, reason_of(run, errno));
    return;
  }
  if (!list_folder(run, store->folder, "usage", &in)) {
    if (errno != ENOENT) leave_unread(store, reason_of(run, errno));
    return;
  }
  for (size_t i = 0; i < in.count; i += 1) reports += product_of(in.names[i]).at != NULL;
  if (reports > MOST_REPORTS) return leave_unread(store, WORD("unreadable"));
  int inside = open_folder(run, store->folder, "usage");
  if (inside < 0) {
    if (errno != ENOENT) leave_unread(store, reason_of(run, errno));
    return;
  }
  usage_report **end = &store->reports;
  for (size_t i = 0; i < in.count; i += 1) {
    text product = product_of(in.names[i]);
    usage_report *report = take(run, sizeof *report);
    report->product = product;
    if (product.at == NULL || !read_report(run, (folder){inside, NULL}, in.names[i], &over, report)) continue;
    *end = report;
    end = &report->next;
  }
  let_go(run, inside);
}

void read_usage(run *run, store *store) {
  read_usage_file(run, store);
  read_reports(run, store);
}

/* A report goes before the record of its product. */
const usage_record *usage_of(run *run, const store *store, text product) {
  const usage_record *before = recorded(store, product);
  const usage_report *report = store->reports;
  while (report != NULL && !same(report->product, product)) report = report->next;
  if (report == NULL || report->trouble.at != NULL) return report == NULL ? before : NULL;
  usage_record *record = take(run, sizeof *record);
  if (before != NULL) *record = *before;
  record->usage = report->usage;
  return record;
}

/* In usage.json as it is now: it came meanwhile. */
static bool is_recorded(run *run, folder data_folder, text product) {
  store now = {.folder = data_folder};
  read_usage_file(run, &now);
  return recorded(&now, product) != NULL;
}

static bool has_history_of(run *run, const store *store, text product) {
  int inside = open_folder(run, store->folder, "usage-history");
  if (inside < 0) return errno != ENOENT && store->usage_incomplete;
  file_state state = read_file(run, (folder){inside, NULL}, JOIN(run, folder_name(run, product), WORD(".json")).at, MOST_BYTES);
  let_go(run, inside);
  return state.is == F_TEXT || (state.is == F_TROUBLE && store->usage_incomplete);
}

/* By what was read, as the usage was: a product may report for the first time in between. */
bool has_reported(run *run, const store *store, text product) {
  if (store->usage_unread && same(store->unread_where, WORD("usage"))) return true;
  for (const usage_report *one = store->reports; one != NULL; one = one->next)
    if (same(one->product, product)) return true;
  return has_history_of(run, store, product) && !is_recorded(run, store->folder, product);
}

void read_returned(run *run, store *store) {
  file_state state = read_file(run, store->folder, "returned.json", MOST_BYTES);
  if (state.is != F_TEXT) return;
  const value *v = json_read(run, state.text);
  const value *lists[2] = {v == NULL ? NULL : member(v, WORD("returned")), v == NULL ? NULL : member(v, WORD("givenBack"))};
  const value *incomplete = v == NULL ? NULL : member(v, WORD("incomplete"));
  bool is_file = v != NULL && lists[0]->kind == J_LIST && (is_missing(lists[1]) || lists[1]->kind == J_LIST) &&
                 (is_missing(incomplete) || is_flag(incomplete));
  if (!is_file) {
    lists[0] = read_pieces(run, state.text);
    lists[1] = NULL;
  }
  size_t most = 0;
  for (size_t i = 0; i < 2; i += 1) most += lists[i] == NULL ? 0 : lists[i]->count;
  /* An entry may be both. */
  store->returned = take_many(run, 2 * most, sizeof *store->returned);
  for (size_t i = 0; i < 2; i += 1) {
    for (const value *one = lists[i] == NULL ? NULL : lists[i]->first; one != NULL; one = one->next) {
      const value *id = member(one, WORD("licenseId")), *issued = member(one, WORD("issued"));
      bool is_key = is_instant(member(one, WORD("returned"))) && member(one, WORD("returnCode"))->kind == J_TEXT;
      bool is_seat = is_instant(member(one, WORD("givenBack")));
      if (id->kind != J_TEXT || !is_instant(issued)) continue;
      for (int kind = 0; kind < 2; kind += 1) {
        if (kind == 0 ? !is_key : !is_seat) continue;
        store->returned[store->returned_count++] = (given_back){id->text, issued->number, kind == 0};
      }
    }
  }
}
