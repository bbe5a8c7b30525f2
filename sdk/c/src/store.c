#define _GNU_SOURCE
#include "store.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "formats.h"

text below(run *run, const store *store, text name) { return JOIN(run, word(store->root), WORD("/"), name); }

void add_problem(run *run, store *store, text where, text reason) {
  problem **place = store->problems == NULL ? &store->problems : store->last_problem;
  *place = take(run, sizeof **place);
  **place = (problem){where, reason, NULL};
  store->last_problem = &(*place)->next;
}

/* What is no folder, of the data folder and those above it; NO_TEXT: nothing is in the way. */
static text file_on_the_way(run *run, text path) {
  struct stat found;
  const char *place = c_string(run, path);
  if (stat(place, &found) == 0) return S_ISDIR(found.st_mode) ? NO_TEXT : path;
  size_t end = path.length;
  while (end > 0 && path.at[end - 1] != '/') end -= 1;
  if (end <= 1) return NO_TEXT;
  return file_on_the_way(run, part(path, 0, end - 1));
}

static text name_of(int error) {
  static const struct { int error; const char *name; } names[] = {
      {EROFS, "read_only_disk"}, {ENOENT, "cannot_be_made"},  {EMFILE, "too_many_open_files"},
      {ENFILE, "too_many_open_files"}, {ENOLCK, "no_locks"},  {EOPNOTSUPP, "no_locks"},
      {ENAMETOOLONG, "name_too_long"}, {EISDIR, "folder_in_the_way"}, {ENOTDIR, "not_ours"},
      {EIO, "disk_fault"}, {ENXIO, "disk_fault"}, {ENODEV, "disk_fault"}, {ESTALE, "share_away"},
      {ENOTCONN, "share_away"}, {ETIMEDOUT, "share_away"}, {EBUSY, "EBUSY"}, {ELOOP, "link_to_nowhere"}, {ENOMEM, "ENOMEM"},
      {EINVAL, "EINVAL"}, {EHOSTDOWN, "share_away"}};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i += 1)
    if (names[i].error == error) return word(names[i].name);
  return WORD("EIO");
}

void leave_by(run *run, int error, text path) {
  if (is_denied(error)) leave(run, "store_not_readable", path, NO_TEXT);
  text file = error == ENOTDIR ? file_on_the_way(run, path) : NO_TEXT;
  if (file.at != NULL) leave(run, "store_unreachable", file, WORD("through_a_file"));
  leave(run, "store_unreachable", path, name_of(error));
}

void not_ours(run *run, text path) { leave(run, "store_unreachable", path, WORD("not_ours")); }

bool is_there(run *run, const store *store, const char *name) {
  struct stat found;
  if (look_at(run, store->folder, name, &found)) return true;
  if (errno != ENOENT) leave_by(run, errno, word(store->root));
  return false;
}

/* The number behind the first `"gate"` of a damaged store.json. */
static double gate_in_pieces(text t) {
  static const text name = {"\"gate\"", 6};
  for (ptrdiff_t found; (found = find(t, name)) >= 0;) {
    t = from(t, (size_t)found + name.length);
    size_t at = 0, next = 0;
    while (at < t.length && is_space(next_point(t, &next))) at = next;
    if (at >= t.length || t.at[at] != ':') continue;
    at = next = at + 1;
    while (at < t.length && is_space(next_point(t, &next))) at = next;
    double number = 0;
    size_t digits = 0;
    for (; digits < 6 && at + digits < t.length && is_digit(t.at[at + digits]); digits += 1)
      number = number * 10 + (t.at[at + digits] - '0');
    if (digits > 0) return number;
  }
  return 0;
}

static void refuse_newer(run *run, store *store) {
  file_state state = read_file(run, store->folder, "store.json", MOST_BYTES);
  if (state.is == F_ABSENT) held_licenses(run, store);
  if (state.is != F_TEXT) return;
  const value *v = json_read(run, state.text);
  const value *gate = v == NULL ? NULL : member(v, WORD("gate"));
  bool whole = gate != NULL && is_whole(gate, 0, LARGEST) && is_whole(member(v, WORD("writers")), 0, LARGEST);
  if ((whole ? gate->number : gate_in_pieces(state.text)) > 1) leave(run, "store_newer", word(store->root), NO_TEXT);
}

static double read_mark(run *run, const store *store) {
  file_state state = read_file(run, store->folder, "clock.json", MOST_BYTES);
  const value *v = state.is == F_TEXT ? json_read(run, state.text) : NULL;
  const value *signed_time = v == NULL ? NULL : member(v, WORD("latestSigned"));
  return signed_time != NULL && is_instant(signed_time) ? signed_time->number : 0;
}

bool is_instant(const value *v) { return is_number(v, FIRST_INSTANT, LAST_INSTANT); }

store *read_store(run *run, const char *data_folder) {
  store *store = take(run, sizeof *store);
  store->root = data_folder;
  store->folder = (folder){-1, data_folder};
  refuse_newer(run, store);
  bool were_here = is_there(run, store, "licensed");
  read_usage(run, store);
  read_licenses(run, store);
  if (store->licenses == NULL && store->problems == NULL) look_for_what_is_gone(run, store, were_here);
  read_returned(run, store);
  store->mark = read_mark(run, store);
  return store;
}

const value *read_pieces(run *run, text t) {
  value *list = take(run, sizeof *list);
  list->kind = J_LIST;
  if (has_too_many(t)) return list;
  value **place = &list->first;
  bool is_open = false;
  for (size_t at = 0, open = 0; at < t.length; at += 1) {
    if (t.at[at] == '{') {
      is_open = true;
      open = at;
    }
    if (t.at[at] != '}' || !is_open) continue;
    is_open = false;
    const value *piece = json_read(run, part(t, open, at + 1));
    if (piece == NULL) continue;
    *place = take(run, sizeof **place);
    **place = *piece;
    place = &(*place)->next;
    list->count += 1;
  }
  return list;
}
