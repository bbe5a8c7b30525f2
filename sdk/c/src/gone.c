/* Where no license was found: whether there was never one, or what held them is not there (docs/formats/gate-v1.md#no-license). */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "store.h"

bool held_licenses(run *run, const store *store) { return is_there(run, store, "store.json") || is_there(run, store, "revision"); }

static text above(text path) {
  size_t end = path.length;
  while (end > 0 && path.at[end - 1] != '/') end -= 1;
  return end <= 1 ? part(path, 0, end) : part(path, 0, end - 1);
}

static void refuse_no_place(run *run, const char *root) {
  if (is_too_long(root)) leave_by(run, ENAMETOOLONG, word(root));
#ifdef __linux__
  struct statfs found;
  struct stat there;
  text place = word(root);
  while (stat(c_string(run, place), &there) != 0 && above(place).length < place.length) place = above(place);
  if (statfs(c_string(run, place), &found) != 0) leave_by(run, errno, word(root));
  if (found.f_type == 0x9fa0 || found.f_type == 0x62656572)
    leave(run, "store_unreachable", word(root), WORD("cannot_be_made"));
#endif
}

static void refuse_dead_link(run *run, text place, const char *root) {
  struct stat found;
  if (lstat(c_string(run, place), &found) == 0) {
    if (S_ISLNK(found.st_mode)) leave(run, "store_unreachable", word(root), WORD("link_to_nowhere"));
    return;
  }
  if (errno != ENOENT) leave_by(run, errno, word(root));
  if (above(place).length < place.length) refuse_dead_link(run, above(place), root);
}

/* Spaces and the like are written as \040. */
static bool names(const char *field, const char *folder) {
  for (;; folder += 1) {
    char c = *field;
    if (c == '\\' && field[1] >= '0' && field[1] <= '3' && field[2] >= '0' && field[2] <= '7' && field[3] >= '0' && field[3] <= '7') {
      c = (char)((field[1] - '0') << 6 | (field[2] - '0') << 3 | (field[3] - '0'));
      field += 3;
    }
    if (c != *folder) return false;
    if (c == '\0') return true;
    field += 1;
  }
}

static bool is_in_table(const char *table, int column, const char *folder) {
  FILE *file = fopen(table, "re");
  char *line = NULL;
  size_t room = 0;
  bool found = false;
  while (file != NULL && !found && getline(&line, &room, file) >= 0) {
    char *rest = line, *field = NULL;
    if (*line == '#') continue;
    for (int i = 0; i <= column; i += 1) field = strtok_r(i == 0 ? line : NULL, " \t\n", &rest);
    found = field != NULL && names(field, folder);
  }
  free(line);
  if (file != NULL) fclose(file);
  return found;
}

static bool is_mount_point(run *run, const char *root) {
  char real[PATH_MAX];
  struct stat here, over;
  if (realpath(root, real) == NULL) leave_by(run, errno, word(root));
  if (stat(real, &here) != 0 || stat(c_string(run, above(word(real))), &over) != 0) leave_by(run, errno, word(root));
  return here.st_dev != over.st_dev || is_in_table("/proc/self/mountinfo", 4, real) || is_in_table("/etc/fstab", 1, real);
}

void look_for_what_is_gone(run *run, store *store, bool were_here) {
  struct stat found;
  refuse_no_place(run, store->root);
  if (stat(store->root, &found) != 0) {
    if (errno != ENOENT) leave_by(run, errno, word(store->root));
    refuse_dead_link(run, word(store->root), store->root);
    return;
  }
  if (!S_ISDIR(found.st_mode)) not_ours(run, word(store->root));
  if (were_here && is_there(run, store, "licensed")) return add_problem(run, store, WORD("licenses"), WORD("gone"));
  if (held_licenses(run, store)) {
    if (!is_there(run, store, "licenses")) add_problem(run, store, WORD("licenses"), WORD("gone"));
    return;
  }
  if (is_mount_point(run, store->root)) add_problem(run, store, WORD("licenses"), WORD("not_mounted"));
}
