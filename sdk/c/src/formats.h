/* What the formats are made of: times, base64, letters. */
#ifndef AG_FORMATS_H
#define AG_FORMATS_H

#include "base.h"

#define DAY 86400000.0
/* Of the years 0000 to 9999. */
#define FIRST_INSTANT (-62167219200000.0)
#define LAST_INSTANT 253402300799999.0
#define HOUR 3600000.0
#define MINUTE 60000.0

/* docs/formats/gate-v1.md#times. False: it is none. */
bool read_instant(text, double *at);
/* 2027-01-15T12:00:00.000Z, ended by a zero. */
text iso(run *, double at);

typedef struct {
  const unsigned char *at;
  size_t length;
} bytes;

/* False: it is no base64. */
bool base64(run *, text, bytes *);

/* Crockford's letters: 0 to 31, or -1. */
int letter_value(char);
extern const char LETTERS[33];
/* Whether the row of values holds in that context (docs/formats/check-letters.md). */
bool check_holds(const unsigned char *values, size_t count, unsigned context);
void check_letters(const unsigned char *data, size_t count, unsigned context, unsigned char check[2]);
/* The machine's id in its one spelling, 32 letters; NO_TEXT: it is none. */
text machine_id_in(run *, text);
text unique_key(run *, text machine_id, text vendor_id, text prefix);
/* A License Code of ours in its one spelling. */
bool is_our_code(text);
/* The name of the folder or file for an id (docs/formats/gate-v1.md#licenses). */
text folder_name(run *, text id);

#endif
