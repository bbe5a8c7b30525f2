/* How licenses stand (docs/formats/gate-v1.md#how-it-stands). */
#ifndef AG_JUDGE_H
#define AG_JUDGE_H

#include "key.h"
#include "machine.h"
#include "word.h"

/* In the order of the statuses: the earlier is the worse. The first two are said of what does not hold. */
typedef enum {
  S_INVALID, S_OTHER_MACHINE, S_CLOCK_PROBLEM, S_REVOKED, S_SUSPENDED, S_EXPIRED, S_CHECK_OVERDUE_ENDED,
  S_OVER_LIMIT_REFUSED, S_UNKNOWN, S_GRACE, S_CHECK_OVERDUE, S_OVER_LIMIT, S_EXPIRING, S_ACTIVE
} rule;

text status_of(rule);
static inline bool lets_run(rule r) { return r >= S_GRACE; }

typedef enum { END_LICENSE, END_LOCAL_KEY, END_CHECK, END_USAGE } end_of;

/* INFINITY: never. */
typedef struct {
  double at;
  end_of of;
} end;

typedef struct {
  rule rule;
  end until;
} standing;

typedef struct judged judged;
struct judged {
  const stored_license *stored;
  const server_word *word;
  grant grant;
  /* NULL: it holds; else the code of what is wrong with it. */
  const char *problem;
  /* Of what does not hold. */
  text damaged;
  rule broken;
  judged *next;
};

typedef struct line line;
struct line {
  const judged *license;
  const licensed_product *product;
  const usage_record *usage;
  standing standing;
  end end;
  line *next;
};

typedef struct {
  const store *store;
  judged *licenses;
  line *lines;
  double now, clock, mark;
  /* Of the version that is judged: what does not cover it is no line. */
  double version;
  /* What is gone or emptied, so that nobody can tell which machine this is. */
  text lost_id;
} judgment;

typedef struct {
  text product, feature;
  /* NAN: not asked. */
  double built;
} question;

bool has_feature(const judged *, const question *);
/* Of a version; NAN: of none. */
bool covers(const judged *, double version);
judgment *judge(run *, const store *, const machine *, const profile *, const question *, double clock);

typedef struct {
  double clock;
  double mark;
} moment;

/* What is known of one product of one license. */
typedef struct {
  const judged *license;
  const licensed_product *product;
  double issued;
  saying word;
  bool has_total;
  double total;
  const usage_record *usage;
  bool usage_is_lost;
} facts;

standing standing_of(const facts *, moment);
end end_of_facts(const facts *);

#endif
