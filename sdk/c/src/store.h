/* What how licenses stand depends on, as it lies in the data folder (docs/formats/gate-v1.md#store). */
#ifndef AG_STORE_H
#define AG_STORE_H

#include "files.h"
#include "json.h"

typedef struct problem problem;
struct problem {
  text where;
  text reason;
  problem *next;
};

typedef struct {
  text method, target, host, date, digest, signature, body;
} recorded_answer;

typedef struct stored_license stored_license;
struct stored_license {
  text id, key, code;
  bool online, mode_is_noted, had_id_file;
  /* Whether the code is as it was put: 1, 0; -1: nothing tells. */
  int code_is_as_put;
  /* Of its answer, which may be whole: it was not given to this reader, or not at this moment. */
  bool answer_is_unread;
  const recorded_answer *answer;
  text where;
  text key_file;
  stored_license *next;
};

typedef struct {
  text product;
  double usage;
  double reported_at;
  double *days;
  size_t day_count;
  bool has_since;
  double since;
} usage_record;

typedef struct usage_report usage_report;
struct usage_report {
  text product;
  /* Without trouble. */
  double usage;
  text trouble;
  usage_report *next;
};

/* A returned key, or a seat that was given back. */
typedef struct {
  text license_id;
  double issued;
  bool is_key;
} given_back;

typedef struct {
  const char *root;
  folder folder;
  stored_license *licenses;
  problem *problems, **last_problem;
  /* One of each product, by their names. */
  usage_record *usage;
  named *usage_names;
  size_t usage_count;
  bool usage_incomplete;
  bool usage_unread;
  text unread_where, unread_reason;
  usage_report *reports;
  given_back *returned;
  size_t returned_count;
  double mark;
} store;

/* Leaves the run where the licenses cannot be looked for at all. */
store *read_store(run *, const char *data_folder);
void read_licenses(run *, store *);
void read_usage(run *, store *);
void read_returned(run *, store *);
/* NULL: unknown. */
const usage_record *usage_of(run *, const store *, text product);
bool has_reported(run *, const store *, text product);

/* Each piece of a text that is no JSON any more, from a brace to the next. */
const value *read_pieces(run *, text);
bool is_instant(const value *);
void add_problem(run *, store *, text where, text reason);
/* A path below the data folder, for the answer. */
text below(run *, const store *, text name);
_Noreturn void leave_by(run *, int error, text path);
_Noreturn void not_ours(run *, text path);
/* Throws as the reference does: is it there, be it a link? */
bool is_there(run *, const store *, const char *name);
void look_for_what_is_gone(run *, store *, bool were_here);
bool held_licenses(run *, const store *);

#endif
