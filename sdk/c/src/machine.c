#define _GNU_SOURCE
#include "machine.h"

#include <errno.h>
#include <string.h>

#include "formats.h"
#include "platform_id.h"

/* The data folder, or one above it, is a file: the store says so. */
static bool is_through_a_file(run *run, const char *data_folder) {
  struct stat found;
  for (text path = word(data_folder); path.length > 0;) {
    if (stat(c_string(run, path), &found) == 0) return !S_ISDIR(found.st_mode);
    while (path.length > 0 && path.at[path.length - 1] != '/') path.length -= 1;
    if (path.length > 0) path.length -= 1;
  }
  return false;
}

static bool read_id_file(run *run, const char *data_folder, machine *found) {
  text place = JOIN(run, word(data_folder), WORD("/machine-id"));
  file_state state = read_file(run, (folder){-1, data_folder}, "machine-id", MOST_BYTES);
  if (state.is == F_ABSENT) return false;
  text id = state.is == F_TEXT ? machine_id_in(run, state.text) : NO_TEXT;
  if (id.at != NULL) {
    *found = (machine){id, true, NO_TEXT};
    return true;
  }
  if (is_through_a_file(run, data_folder)) return false;
  if (state.is == F_TROUBLE && same(state.reason, WORD("no_permission"))) leave(run, "store_not_readable", place, NO_TEXT);
  if (state.is == F_TROUBLE && (same(state.reason, WORD("read_failed")) || same(state.reason, WORD("too_many_open_files"))))
    leave(run, "machine_id_not_readable", place, state.reason);
  leave(run, "machine_id_file_invalid", place, NO_TEXT);
}

static text without_space(run *run, text said) {
  char *to = take(run, said.length + 1), *last = to;
  for (size_t at = 0; at < said.length;) {
    uint32_t point = next_point(said, &at);
    if (!is_space(point)) put_point(&last, point);
  }
  return (text){to, (size_t)(last - to)};
}

text id_said(run *run, text said) {
  text bare = without_space(run, said), id = machine_id_in(run, bare);
  if (id.at == NULL) leave(run, bare.length == 0 ? "machine_id_missing" : "machine_id_not_usable", NO_TEXT, NO_TEXT);
  return id;
}

/* The first line of the first that says anything: NO_TEXT, where none does. */
static text read_files(run *run, const char *const *sources, text *emptied) {
  for (; *sources != NULL; sources += 1) {
    file_state state = read_source(run, *sources);
    if (state.is == F_TROUBLE) leave(run, "machine_id_not_readable", word(*sources), state.reason);
    if (state.is == F_ABSENT) continue;
    if (state.text.length == 0) {
      if (emptied->at == NULL) *emptied = word(*sources);
      continue;
    }
    ptrdiff_t end = find(state.text, WORD("\n"));
    return end < 0 ? state.text : part(state.text, 0, (size_t)end);
  }
  return NO_TEXT;
}

machine read_machine(run *run, const char *data_folder, bool file_allowed, const char *const *sources) {
  static const char *const linux_sources[] = {"/var/lib/dbus/machine-id", "/etc/machine-id", NULL};
  machine found;
  if (file_allowed && !is_too_long(data_folder) && read_id_file(run, data_folder, &found)) return found;
  text emptied = NO_TEXT;
  text said = sources == NULL ? platform_id(run) : NO_TEXT;
  if (said.at == NULL) said = read_files(run, sources == NULL ? linux_sources : sources, &emptied);
  return (machine){id_said(run, said), false, emptied};
}
