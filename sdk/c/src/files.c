#define _GNU_SOURCE
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

/* For one call: the folder that is open, or its path before the name. */
static int opened(run *run, folder above, const char *name, int flags) {
  if (above.handle >= 0) return hold(run, openat(above.handle, name, flags | O_CLOEXEC));
  const char *place = JOIN(run, word(above.path), WORD("/"), word(name)).at;
  return hold(run, open(place, flags | O_CLOEXEC));
}

int open_folder(run *run, folder above, const char *name) {
  return opened(run, above, name, O_PATH | O_DIRECTORY | O_NOFOLLOW);
}

bool look_at(run *run, folder above, const char *name, struct stat *found) {
  if (above.handle >= 0) return fstatat(above.handle, name, found, AT_SYMLINK_NOFOLLOW) == 0;
  return lstat(JOIN(run, word(above.path), WORD("/"), word(name)).at, found) == 0;
}

int open_regular(run *run, folder above, const char *name) {
  int handle = opened(run, above, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  struct stat found;
  if (handle < 0) return -1;
  if (fstat(handle, &found) == 0 && S_ISREG(found.st_mode)) return handle;
  let_go(run, handle);
  errno = ENOTSUP;
  return -1;
}

/* `size`: with room for one more, so that what grows meanwhile is not cut off in silence. */
static ssize_t read_all(int handle, unsigned char *to, size_t size) {
  size_t length = 0;
  for (;;) {
    ssize_t count = read(handle, to + length, size - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    if (count == 0) return (ssize_t)length;
    length += (size_t)count;
    if (length == size) return (ssize_t)length;
  }
}

file_state read_open(run *run, int handle, size_t most_bytes) {
  struct stat found;
  if (fstat(handle, &found) != 0) return (file_state){F_TROUBLE, NO_TEXT, reason_of(run, errno)};
  if ((uintmax_t)found.st_size > most_bytes) return (file_state){F_TROUBLE, NO_TEXT, WORD("unreadable")};
  size_t size = (size_t)found.st_size + 1;
  unsigned char *to = take(run, size);
  ssize_t length = read_all(handle, to, size);
  if (length < 0) return (file_state){F_TROUBLE, NO_TEXT, reason_of(run, errno)};
  if ((size_t)length == size) return (file_state){F_TROUBLE, NO_TEXT, WORD("unreadable")};
  return (file_state){F_TEXT, decode(run, to, (size_t)length), NO_TEXT};
}

file_state read_file(run *run, folder above, const char *name, size_t most_bytes) {
  int handle = open_regular(run, above, name);
  if (handle < 0 && errno == ENOENT) return (file_state){F_ABSENT, NO_TEXT, NO_TEXT};
  if (handle < 0) return (file_state){F_TROUBLE, NO_TEXT, reason_of(run, errno)};
  file_state state = read_open(run, handle, most_bytes);
  let_go(run, handle);
  return state;
}

/* Whatever its size says: a file of the kernel's says none. */
static file_state read_to_end(run *run, int handle, size_t most_bytes) {
  size_t length = 0;
  unsigned char *all = NULL;
  for (size_t size = 4096;; size *= 4) {
    if (size > most_bytes + 1) size = most_bytes + 1;
    unsigned char *more = take(run, size);
    if (length > 0) memcpy(more, all, length);
    all = more;
    ssize_t count = read_all(handle, all + length, size - length);
    if (count < 0) return (file_state){F_TROUBLE, NO_TEXT, reason_of(run, errno)};
    length += (size_t)count;
    if (length < size) return (file_state){F_TEXT, decode(run, all, length), NO_TEXT};
    if (size > most_bytes) return (file_state){F_TROUBLE, NO_TEXT, WORD("unreadable")};
  }
}

file_state read_source(run *run, const char *path) {
  struct stat found;
  bool is_there = stat(path, &found) == 0;
  if (is_there && !S_ISREG(found.st_mode)) return (file_state){F_TROUBLE, NO_TEXT, WORD("not_a_file")};
  int handle = hold(run, open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (handle < 0 && errno == ENOENT) return (file_state){F_ABSENT, NO_TEXT, NO_TEXT};
  if (handle < 0) return (file_state){F_TROUBLE, NO_TEXT, reason_of(run, errno)};
  file_state state = fstat(handle, &found) == 0 && S_ISREG(found.st_mode)
                         ? read_to_end(run, handle, MOST_BYTES)
                         : (file_state){F_TROUBLE, NO_TEXT, WORD("not_a_file")};
  let_go(run, handle);
  return state;
}

static int in_order(const void *a, const void *b) { return by_units(*(const text *)a, *(const text *)b); }

static void add_name(run *run, text name, listing *found) {
  text said = decode(run, (const unsigned char *)name.at, name.length);
  if (same(said, name)) found->names[found->count++] = said;
  else found->unnamed[found->unnamed_count++] = said;
}

bool list_folder(run *run, folder above, const char *name, listing *found) {
  *found = (listing){0};
  int handle = opened(run, above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  DIR *stream = handle < 0 ? NULL : fdopendir(handle);
  if (stream == NULL) {
    int error = errno;
    let_go(run, handle);
    if (error == ENOMEM) out_of_memory(run);
    errno = error;
    return false;
  }
  /* From here on the stream closes it. */
  hand_over(run, handle);
  /* Memory that is refused would leave the stream open: names are gathered outside of the run's. */
  char *all = NULL;
  size_t length = 0, room = 0, count = 0;
  bool whole = true;
  for (struct dirent *one; whole && (one = readdir(stream)) != NULL;) {
    size_t size = strlen(one->d_name) + 1;
    if (strcmp(one->d_name, ".") == 0 || strcmp(one->d_name, "..") == 0) continue;
    if (room - length < size) {
      char *more = realloc(all, (length + size) * 2);
      whole = more != NULL;
      if (!whole) break;
      all = more;
      room = (length + size) * 2;
    }
    memcpy(all + length, one->d_name, size);
    length += size;
    count += 1;
  }
  closedir(stream);
  /* Two of our own blocks are left where this is refused: all is lost then anyway. */
  char *kept = whole ? take(run, length + 1) : NULL;
  if (length > 0 && kept != NULL) memcpy(kept, all, length);
  free(all);
  if (!whole) out_of_memory(run);
  found->names = take_many(run, count, sizeof *found->names);
  found->unnamed = take_many(run, count, sizeof *found->unnamed);
  for (size_t at = 0; at < length; at += strlen(kept + at) + 1) add_name(run, word(kept + at), found);
  if (found->count > 1) qsort(found->names, found->count, sizeof *found->names, in_order);
  if (found->unnamed_count > 1) qsort(found->unnamed, found->unnamed_count, sizeof *found->unnamed, in_order);
  return true;
}

bool is_denied(int error) { return error == EACCES || error == EPERM; }

text reason_of(run *run, int error) {
  (void)run;
  if (is_denied(error)) return WORD("no_permission");
  if (error == EMFILE || error == ENFILE) return WORD("too_many_open_files");
  switch (error) {
    case ELOOP:
    case EMLINK:
    case ENXIO:
    case ENOTDIR:
    case EISDIR:
    case EOPNOTSUPP:
#if ENOTSUP != EOPNOTSUPP
    case ENOTSUP:
#endif
      return WORD("not_a_file");
    default:
      return WORD("read_failed");
  }
}

enum { LONGEST_FOLDER = 490, LONGEST_NAME = 255 };

bool is_too_long(const char *data_folder) {
  if (strlen(data_folder) > LONGEST_FOLDER) return true;
  for (const char *at = data_folder; at != NULL; at = strchr(at, '/')) {
    at += *at == '/';
    if (strcspn(at, "/") > LONGEST_NAME) return true;
  }
  return false;
}
