/* A typed key (docs/formats/typed-key-v1.md), in numbered rows as the desk keeps it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "crypto.h"
#include "key.h"

enum { ROW = 30, CHECK = 2, ROW_DATA = ROW - CHECK, MOST_ROWS = 31, SIGNATURE = 64, MOST_BYTES_IN_ALL = 542, LEAST_PAYLOAD = 34 };

typedef struct {
  unsigned char values[ROW];
  size_t count;
} row;

/* ` 1:  053DS CJ3C8`: the number, two places wide, a colon, two spaces, and groups of five with one between. */
static bool read_row(text line, int number, row *into) {
  char head[16];
  snprintf(head, sizeof head, "%2d:  ", number);
  if (!starts_with(line, word(head))) return false;
  size_t group = 0;
  for (size_t at = strlen(head); at < line.length; at += 1) {
    if (group == 5) {
      if (line.at[at] != ' ') return false;
      group = 0;
      continue;
    }
    int value = letter_value(line.at[at]);
    if (value < 0 || into->count == ROW) return false;
    into->values[into->count++] = (unsigned char)value;
    group += 1;
  }
  return group == 5 && check_holds(into->values, into->count, (unsigned)number);
}

typedef struct {
  const unsigned char *bytes;
  size_t length;
  size_t at;
  bool malformed;
} reader;

static double number(reader *r, size_t length) {
  double sum = 0;
  if (r->length - r->at < length) r->malformed = true;
  for (size_t i = 0; !r->malformed && i < length; i += 1) sum = sum * 256 + r->bytes[r->at++];
  return sum;
}

static double varint(reader *r, double least, double most) {
  double value = 0;
  for (double scale = 1;; scale *= 128) {
    double byte = number(r, 1);
    if (r->malformed) return least;
    value += (double)((int)byte & 127) * scale;
    if (value > most) break;
    if (byte > 127) continue;
    if ((byte == 0 && scale > 1) || value < least) break;
    return value;
  }
  r->malformed = true;
  return least;
}

static text hex_of(run *run, reader *r, size_t length) {
  if (r->malformed || r->length - r->at < length) {
    r->malformed = true;
    return NO_TEXT;
  }
  r->at += length;
  return hex(run, r->bytes + r->at - length, length);
}

static text words(reader *r, size_t most) {
  size_t length = (size_t)varint(r, 1, (double)most);
  if (r->malformed || r->length - r->at < length) {
    r->malformed = true;
    return WORD("");
  }
  text found = decode_strictly(r->bytes + r->at, length);
  r->at += length;
  if (found.at == NULL || has_control(found)) r->malformed = true;
  return found.at == NULL ? WORD("") : found;
}

static double end_of_day(double day) { return (day + 18261 + 1) * DAY - 1; }

static double date(reader *r) {
  double day = varint(r, 0, 2097151);
  return day == 0 ? INFINITY : end_of_day(day);
}

static text hint(run *run, text what, text of) {
  return sha256_hex(run, JOIN(run, WORD("typed-key/v1/"), what, WORD("\0"), encodable(run, of)), 4);
}

static text framed(run *run, text t) {
  uint32_t n = (uint32_t)t.length;
  char size[4] = {(char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};
  return JOIN(run, (text){size, 4}, t);
}

/* Whatever the writer would not have written in the same way is malformed. False: a product that the catalogue lacks. */
static bool read_product(reader *r, const profile *p, licensed_product *product, double *product_number, double license_expiry) {
  double head = varint(r, 0, 65535.0 * 4 + 3);
  *product_number = floor(head / 4);
  bool known = false;
  if (*product_number == 0) {
    product->code = words(r, 64);
    product->name = words(r, 120);
    product->type = words(r, 40);
    known = true;
  }
  for (size_t i = 0; *product_number != 0 && i < p->catalogue_count && !known; i += 1) {
    known = p->catalogue[i].number == *product_number;
    product->code = p->catalogue[i].code;
    product->name = p->catalogue[i].name;
    product->type = p->catalogue[i].type;
  }
  product->has_limit = fmod(head, 2) == 1;
  product->limit = product->has_limit ? varint(r, 0, LARGEST) : 0;
  product->expiry = fmod(head, 4) >= 2 ? end_of_day(varint(r, 1, 2097151)) : license_expiry;
  if (known && product->type.length == 6 && small(product->type.at[0]) == 's') {
    char type[6];
    for (int i = 0; i < 6; i += 1) type[i] = small(product->type.at[i]);
    if (memcmp(type, "status", 6) == 0) product->has_limit = false;
  }
  return known;
}

static const char *read_terms(run *run, reader *r, const key_context *context, grant *grant, double *valid_days, text *license) {
  bool all_known = true;
  grant->issued = number(r, 4) * MINUTE;
  *license = hex_of(run, r, 8);
  grant->expiry = date(r);
  *valid_days = varint(r, 0, 36525);
  grant->maintenance_until = date(r);
  grant->grace_days = varint(r, 0, 3650);
  double rule = varint(r, 0, 3652);
  grant->over = rule == 0 ? RULE_ALLOW : rule == 1 ? RULE_REFUSE : RULE_DAYS;
  grant->over_days = rule - 2;
  words(r, 120);
  size_t features = (size_t)varint(r, 0, 100);
  grant->features = take_many(run, features, sizeof *grant->features);
  for (size_t i = 0; i < features && !r->malformed; i += 1) grant->features[grant->feature_count++] = words(r, 100);
  size_t products = (size_t)varint(r, 1, 100);
  grant->products = take_many(run, products, sizeof *grant->products);
  double *numbers = take_many(run, products, sizeof(double));
  for (size_t i = 0; i < products && !r->malformed; i += 1) {
    all_known = read_product(r, context->profile, &grant->products[i], &numbers[i], grant->expiry) && all_known;
    for (size_t j = 0; j < i; j += 1) r->malformed = r->malformed || (numbers[i] != 0 && numbers[j] == numbers[i]);
    grant->product_count += 1;
  }
  if (r->malformed || r->at != r->length) return "key_damaged";
  return all_known ? NULL : "typed_key_unknown_product";
}

/* All rows: payload and signature, a few zero bits behind. False: they are no key. */
static bool read_rows(run *run, text key, unsigned char **payload, size_t *length) {
  row *rows = take_many(run, MOST_ROWS + 1, sizeof *rows);
  size_t count = 0, bits = 0;
  while (key.length > 0) {
    ptrdiff_t end = find(key, WORD("\n"));
    text line = end < 0 ? NO_TEXT : part(key, 0, (size_t)end);
    if (end >= 0) key = from(key, (size_t)end + 1);
    if (end < 0 || count == MOST_ROWS || !read_row(line, (int)count + 1, &rows[count])) return false;
    count += 1;
  }
  unsigned char *all = take(run, (size_t)MOST_ROWS * ROW_DATA);
  for (size_t i = 0; i < count; i += 1) {
    if (i + 1 < count && rows[i].count != ROW) return false;
    for (size_t j = 0; j + CHECK < rows[i].count; j += 1, bits += 5) {
      unsigned shifted = (unsigned)rows[i].values[j] << (11 - bits % 8);
      all[bits / 8] |= (unsigned char)(shifted >> 8);
      all[bits / 8 + 1] |= (unsigned char)shifted;
    }
  }
  if (count == 0 || rows[0].count != ROW || all[0] != 1) return false;
  reader opening = {all, 18, 1, false};
  size_t said = (size_t)varint(&opening, LEAST_PAYLOAD, MOST_BYTES_IN_ALL - SIGNATURE);
  if (opening.malformed) return false;
  size_t letters = ((said + SIGNATURE) * 8 + 4) / 5, wanted = (letters + ROW_DATA - 1) / ROW_DATA;
  size_t last = (letters - (wanted - 1) * ROW_DATA + CHECK + 4) / 5 * 5;
  if (count != wanted || rows[count - 1].count != last) return false;
  for (size_t i = said + SIGNATURE; i < (bits + 7) / 8; i += 1)
    if (all[i] != 0) return false;
  *payload = all;
  *length = said;
  return true;
}

const char *open_typed_key(run *run, text key, const key_context *context, grant *grant) {
  unsigned char *payload;
  size_t length;
  if (!read_rows(run, key, &payload, &length)) return "key_damaged";
  reader r = {payload, length, 1, false};
  varint(&r, (double)length, (double)length);
  text key_id = hex_of(run, &r, 4), code = hex_of(run, &r, 2), machine = hex_of(run, &r, 2), application = hex_of(run, &r, 2);
  if (r.malformed) return "key_damaged";
  const trusted_key *signer = NULL;
  for (size_t i = 0; i < context->profile->key_count && signer == NULL; i += 1)
    if (same(context->profile->keys[i].id, key_id)) signer = &context->profile->keys[i];
  if (signer == NULL || signer->revoked || !signer->typed) return "typed_key_unknown_signing_key";
  if (!same(code, hint(run, WORD("code"), context->code))) return "license_code_mismatch";
  if (!same(machine, hint(run, WORD("unique-key"), context->unique_key))) return "other_machine";
  text message = JOIN(run, WORD("typed-key/v1\0"), framed(run, (text){(const char *)payload, length}), framed(run, context->code),
                      framed(run, context->unique_key));
  if (!signature_holds(run, signer->public_key, message, (bytes){payload + length, SIGNATURE})) return "signature_invalid";
  double valid_days = 0;
  text license = NO_TEXT;
  const char *failure = read_terms(run, &r, context, grant, &valid_days, &license);
  if (failure != NULL && strcmp(failure, "key_damaged") == 0) return failure;
  grant->file_expiry = valid_days == 0 ? INFINITY : grant->issued + valid_days * DAY;
  if (grant->issued + MINUTE - 1 < signer->from || grant->issued > signer->until) return "signing_key_not_valid";
  if (!same(application, hint(run, WORD("application"), context->profile->product))) return "other_application";
  if (failure != NULL) return failure;
  text id = JOIN(run, WORD("typed-"), license);
  grant->id = same_license(run, context->folder_id, id) ? context->folder_id : id;
  grant->code = context->code;
  grant->typed = true;
  grant->signed_by = signer->id;
  return NULL;
}
