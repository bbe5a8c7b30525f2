/* A question to the gate and its answer, inside of the library. */
#ifndef AG_GATE_H
#define AG_GATE_H

#include "activation_gate.h"
#include "judge.h"

struct ag_gate {
  char *profile;
  /* NULL: it can be none. */
  char *data_folder;
  /* Of tests alone, NULL and NAN otherwise: the system's sources of the machine's id, and a clock that stands. */
  const char *const *sources;
  double clock;
};

/* Its own memory holds all that it says. */
struct ag_answer {
  run run;
  ag_verdict verdict;
  const char *status, *reason, *path, *cause;
  bool has_limit, has_usage, is_test;
  double limit, usage, until, maintenance_until, days_left;
  const char **features;
  size_t feature_count;
  const char *json, *sentence;
};

/* As ag_check; `stops`: of a question that may be given up. */
ag_answer *check_until(const ag_gate *, const atomic_bool *stops, const char *product, const char *built, const char *feature);

void answer(ag_answer *, const profile *, const judgment *, const question *);
/* The run was left: it could not tell. */
void answer_refusal(ag_answer *);

/* What the sentence is made of. */
typedef struct {
  bool may_run;
  rule rule;
  bool is_licensed;
  end end, until;
  double days_left;
  bool then_grace;
  /* Time stopped it, and the clock may be what is wrong. */
  bool may_be_clock;
  double clock, signed_time;
  double maintenance_until;
} gist;
/* Both end with a zero. */
text sentence_of(run *, bool is_test, const question *, const gist *, text reason);
text refusal_sentence_of(run *, bool is_test);

#endif
