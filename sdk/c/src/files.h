/* Files and folders of the data folder: regular files, no links, no pipes, nothing without bounds (docs/formats/gate-v1.md#reading-files). */
#ifndef AG_FILES_H
#define AG_FILES_H

#include <sys/stat.h>

#include "base.h"

enum { MOST_BYTES = 16 * 1024 * 1024 };

typedef enum { F_ABSENT, F_TEXT, F_TROUBLE } file_is;

typedef struct {
  file_is is;
  text text;
  /* Of trouble. */
  text reason;
} file_state;

/* A folder that is open; or the data folder itself, by its path, which may lead through links. */
typedef struct {
  int handle;
  const char *path;
} folder;

/* -1, and errno: it could not be opened as a folder; ENOTDIR of a link. */
int open_folder(run *, folder above, const char *name);
file_state read_file(run *, folder above, const char *name, size_t most_bytes);
/* Links are followed; nothing but a file is read. */
file_state read_source(run *, const char *path);
/* As a regular file. -1, and errno; ENOTSUP stands for what is none. */
int open_regular(run *, folder above, const char *name);
file_state read_open(run *, int handle, size_t most_bytes);
/* What lies there itself. False, and errno. */
bool look_at(run *, folder above, const char *name, struct stat *found);
/* What is in a folder, in the order of its names. Of those that are no UTF-8, which stand behind the others, the text with U+FFFD:
   it opens nothing, or something else. */
typedef struct {
  text *names;
  size_t count;
  text *unnamed;
  size_t unnamed_count;
} listing;
/* False, and errno: ENOTDIR of a link. */
bool list_folder(run *, folder above, const char *name, listing *found);

/* No store can be there. */
bool is_too_long(const char *data_folder);

text reason_of(run *, int error);
bool is_denied(int error);

#endif
