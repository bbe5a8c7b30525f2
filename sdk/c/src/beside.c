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

/* No writer keeps two of one product: neither lifts a limit. */
static void put_together(run *run, usage_record *one, const usage_record *other) {
  double *days = take_many(run, one->day_count + other->day_count, sizeof(double));
  if (one->day_count > 0) memcpy(days, one->days, one->day_count * sizeof(double));
  if (other->day_count > 0) memcpy(days + one->day_count, other->days, other->day_count * sizeof(double));
  one->days = days;
  one->day_count += other->day_count;
  if (other->has_since) one->since = one->has_since ? fmin(one->since, other->since) : other->since;
  one->has_since = one->has_since || other->has_since;
  one->usage = fmax(one->usage, other->usage);
}

static void sort_days(usage_record *record) {
  size_t kept = 0;
  if (record->day_count > 1) qsort(record->days, record->day_count, sizeof(double), by_number);
  for (size_t i = 0; i < record->day_count; i += 1)
    if (kept == 0 || record->days[kept - 1] != record->days[i]) record->days[kept++] = record->days[i];
  record->day_count = kept;
}

static bool has_history(run *run, const store *store) {
  text *names;
  size_t count;
  if (list_folder(run, store->folder, "usage-history", &names, &count)) return count > 0;
  return errno != ENOENT;
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
  size_t products = 0;
  usage_record **end = &store->usage;
  for (const value *one = found->first; one != NULL; one = one->next) {
    usage_record record;
    if (!read_record(run, one, &record)) continue;
    usage_record *known = store->usage;
    while (known != NULL && !same(known->product, record.product)) known = known->next;
    if (known != NULL) {
      put_together(run, known, &record);
      continue;
    }
    *end = take(run, sizeof **end);
    **end = record;
    end = &(*end)->next;
    products += 1;
  }
  for (usage_record *one = store->usage; one != NULL; one = one->next) sort_days(one);
  store->usage_incomplete = !is_file || products != found->count || (is_flag(incomplete) && incomplete->flag);
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
  store->usage = NULL;
  store->reports = NULL;
  store->usage_unread = true;
  store->unread_where = WORD("usage");
  store->unread_reason = reason;
}

static void read_reports(run *run, store *store) {
  struct stat over;
  text *names;
  size_t count, reports = 0;
  if (!look_at(run, store->folder, "usage", &over)) {
    if (errno != ENOENT) leave_unread(store, reason_of(run, errno));
    return;
  }
  if (!list_folder(run, store->folder, "usage", &names, &count)) {
    if (errno != ENOENT) leave_unread(store, reason_of(run, errno));
    return;
  }
  for (size_t i = 0; i < count; i += 1) reports += product_of(names[i]).at != NULL;
  if (reports > MOST_REPORTS) return leave_unread(store, WORD("unreadable"));
  int inside = open_folder(run, store->folder, "usage");
  if (inside < 0) {
    if (errno != ENOENT) leave_unread(store, reason_of(run, errno));
    return;
  }
  usage_report **end = &store->reports;
  for (size_t i = 0; i < count; i += 1) {
    text product = product_of(names[i]);
    usage_report *report = take(run, sizeof *report);
    report->product = product;
    if (product.at == NULL || !read_report(run, (folder){inside, NULL}, names[i], &over, report)) continue;
    *end = report;
    end = &report->next;
  }
  let_go(run, inside);
}

/* A report goes before the record of its product. */
static void use_reports(run *run, store *store) {
  for (const usage_report *report = store->reports; report != NULL; report = report->next) {
    usage_record *before = NULL;
    for (usage_record **one = &store->usage; *one != NULL;) {
      if (!same((*one)->product, report->product)) {
        one = &(*one)->next;
        continue;
      }
      before = *one;
      *one = before->next;
    }
    if (report->trouble.at != NULL) continue;
    usage_record *record = take(run, sizeof *record);
    if (before != NULL) *record = *before;
    record->product = report->product;
    record->usage = report->usage;
    record->next = store->usage;
    store->usage = record;
  }
}

void read_usage(run *run, store *store) {
  read_usage_file(run, store);
  read_reports(run, store);
  use_reports(run, store);
}

/* In usage.json as it is now: it came meanwhile. */
static bool is_recorded(run *run, folder data_folder, text product) {
  store now = {.folder = data_folder};
  read_usage_file(run, &now);
  const usage_record *one = now.usage;
  while (one != NULL && !same(one->product, product)) one = one->next;
  return one != NULL;
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
  for (size_t i = 0; i < 2; i += 1) {
    for (const value *one = lists[i] == NULL ? NULL : lists[i]->first; one != NULL; one = one->next) {
      const value *id = member(one, WORD("licenseId")), *issued = member(one, WORD("issued"));
      bool is_key = is_instant(member(one, WORD("returned"))) && member(one, WORD("returnCode"))->kind == J_TEXT;
      bool is_seat = is_instant(member(one, WORD("givenBack")));
      if (id->kind != J_TEXT || !is_instant(issued)) continue;
      for (int kind = 0; kind < 2; kind += 1) {
        if (kind == 0 ? !is_key : !is_seat) continue;
        given_back *entry = take(run, sizeof *entry);
        *entry = (given_back){id->text, issued->number, kind == 0, store->returned};
        store->returned = entry;
      }
    }
  }
}
