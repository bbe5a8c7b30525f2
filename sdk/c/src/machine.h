/* Which machine this is (docs/formats/gate-v1.md#machine). */
#ifndef AG_MACHINE_H
#define AG_MACHINE_H

#include "files.h"

typedef struct {
  text id;
  bool is_from_file;
  /* A source before it that says nothing; NO_TEXT: none. */
  text emptied;
} machine;

/* Leaves the run where there is none. `sources`: the system's files, ended by NULL, or NULL for this system's. */
machine read_machine(run *, const char *data_folder, bool file_allowed, const char *const *sources);

/* The id in what a system says of itself, where that is no file. Leaves the run where it is none. */
text id_said(run *, text said);

#endif
