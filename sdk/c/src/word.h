/* What the activation server said last, from its signed answer (docs/formats/gate-v1.md#the-servers-word). */
#ifndef AG_WORD_H
#define AG_WORD_H

#include "profile.h"
#include "store.h"

typedef enum { SAYS_NOTHING, SAYS_SUSPENDED, SAYS_REVOKED, SAYS_SEAT_RELEASED } saying;

typedef struct {
  saying says;
  double at;
  bool has_ended;
  double ended;
} server_word;

/* NULL: there is none, or it does not hold. */
const server_word *read_word(run *, const recorded_answer *, text code, const profile *);

#endif
