/* JSON as ECMAScript reads it (docs/formats/gate-v1.md#json). */
#ifndef AG_JSON_H
#define AG_JSON_H

#include "base.h"

typedef enum { J_MISSING, J_NULL, J_FLAG, J_NUMBER, J_TEXT, J_LIST, J_OBJECT } kind;

typedef struct value value;
struct value {
  kind kind;
  bool flag;
  double number;
  text text;
  /* Of a member. */
  text name;
  value *first;
  value *next;
  size_t count;
};

/* NULL: it is none. */
const value *json_read(run *, text);
/* It is no JSON then, and has no pieces. */
bool has_too_many(text json);
/* The last of that name; one of kind J_MISSING where there is none, or where it is no object. */
const value *member(const value *, text name);

bool is_text(const value *, size_t least, size_t most);
bool is_whole(const value *, double least, double most);
bool is_number(const value *, double least, double most);
static inline bool is_missing(const value *v) { return v->kind == J_MISSING; }
static inline bool is_nullish(const value *v) { return v->kind == J_MISSING || v->kind == J_NULL; }
static inline bool is_flag(const value *v) { return v->kind == J_FLAG; }
static inline bool is_object(const value *v) { return v->kind == J_OBJECT; }

#define ANY_LENGTH SIZE_MAX
#define LARGEST 9007199254740991.0

/* Writing: what a terminal would obey is written as its number. */
typedef struct {
  run *run;
  char *at;
  size_t length;
  size_t room;
} writer;
void put(writer *, text);
void put_text(writer *, text);
void put_number(writer *, double);

#endif
