/* What one question has in hand: memory that goes as a whole, files that are open, and the way out where it cannot go on. */
#ifndef AG_BASE_H
#define AG_BASE_H

#include <setjmp.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* UTF-8; a lone surrogate of JSON as its three bytes. Not ended by a zero, unless it is said. */
typedef struct {
  const char *at;
  size_t length;
} text;

#define WORD(literal) ((text){(literal), sizeof(literal) - 1})
#define NO_TEXT ((text){NULL, 0})

typedef struct block block;

enum { MOST_OPEN = 16 };

typedef struct {
  block *blocks;
  /* Nobody wants the answer any more: it begins nothing anew. NULL: that is not told. */
  const atomic_bool *stops;
  int open[MOST_OPEN];
  jmp_buf out;
  /* Why it was left. */
  const char *code;
  text path;
  text reason;
  /* Whose usage is not known; else NO_TEXT. */
  text product;
} run;

void run_end(run *);
void *take(run *, size_t size);
void *take_many(run *, size_t count, size_t size);
_Noreturn void leave(run *, const char *code, text path, text reason);
_Noreturn void out_of_memory(run *);

/* Files that are open are closed where the run is left. */
int hold(run *, int file);
/* Somebody else closes it. */
void hand_over(run *, int file);
void let_go(run *, int file);

text word(const char *);
text copy(run *, text);
/* Ends with a zero. */
const char *c_string(run *, text);
text joined(run *, const text *parts, size_t count);
#define JOIN(run, ...) \
  joined((run), (text[]){__VA_ARGS__}, sizeof((text[]){__VA_ARGS__}) / sizeof(text))
bool same(text, text);
bool starts_with(text, text);
bool ends_with(text, text);
/* The place of the first, or -1. */
ptrdiff_t find(text, text);
text from(text, size_t start);
text part(text, size_t start, size_t end);
/* As ECMAScript compares: by UTF-16 units. */
int by_units(text, text);

/* What lies under a name, and where it stood among others. Sorting takes n log n steps whatever the names are, for they come
   from outside; a table of hashes would not. */
typedef struct {
  text name;
  size_t place;
} named;
/* By name, of equal ones by place. */
void sort_named(named *, size_t count);
/* The first of that name; NULL: none. */
const named *find_named(const named *, size_t count, text name);
/* Leaves the first of equal ones, in their order; how many are left. */
size_t once_each(run *, text *some, size_t count);

/* What is not well-formed becomes U+FFFD. */
text decode(run *, const unsigned char *bytes, size_t length);
/* NO_TEXT: it is not well-formed. One byte order mark at its start is dropped. */
text decode_strictly(const unsigned char *bytes, size_t length);
/* Lone surrogates become U+FFFD. */
text encodable(run *, text);
size_t units(text);
uint32_t next_point(text, size_t *at);
void put_point(char **out, uint32_t point);
bool is_space(uint32_t point);
text trimmed(text);
bool has_control(text);

text hex(run *, const unsigned char *bytes, size_t length);

static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
static inline char small(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

#endif
