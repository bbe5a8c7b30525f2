/* Crockford's letters, their check letters, and what is made of them: Unique Keys and License Codes. */
#include "crypto.h"

#include <string.h>

const char LETTERS[33] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

int letter_value(char c) {
  const char *found = c == '\0' ? NULL : strchr(LETTERS, c);
  return found == NULL ? -1 : (int)(found - LETTERS);
}

/* In GF(32), by x^5 + x^2 + 1. */
static unsigned doubled(unsigned v) { return (v << 1) ^ ((v & 16) != 0 ? 0x25 : 0); }

static void sums(const unsigned char *values, size_t count, unsigned *plain, unsigned *weighted) {
  *plain = *weighted = 0;
  for (size_t i = 0; i < count; i += 1) {
    *plain ^= values[i];
    *weighted = doubled(*weighted) ^ values[i];
  }
}

bool check_holds(const unsigned char *values, size_t count, unsigned context) {
  unsigned plain, weighted;
  sums(values, count, &plain, &weighted);
  return plain == 0 && weighted == context;
}

void check_letters(const unsigned char *data, size_t count, unsigned context, unsigned char check[2]) {
  unsigned plain, weighted;
  sums(data, count, &plain, &weighted);
  unsigned wanted = plain ^ doubled(doubled(weighted)) ^ context, first = 0;
  while ((doubled(first) ^ first) != wanted) first += 1;
  check[0] = (unsigned char)first;
  check[1] = (unsigned char)(plain ^ first);
}

static bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

text machine_id_in(run *run, text t) {
  if (units(t) > 262144) return NO_TEXT;
  text id = trimmed(t);
  if (id.length != 32 && id.length != 36) return NO_TEXT;
  char *to = take(run, 33), *end = to;
  for (size_t i = 0; i < id.length; i += 1) {
    char c = small(id.at[i]);
    bool dash = id.length == 36 && (i == 8 || i == 13 || i == 18 || i == 23);
    if (dash ? c != '-' : !is_hex(c)) return NO_TEXT;
    if (!dash) *end++ = c;
  }
  if (memcmp(to, to + 1, 31) == 0) return NO_TEXT;
  return (text){to, 32};
}

text unique_key(run *run, text machine_id, text vendor_id, text prefix) {
  enum { DATA = 28, ALL = 30 };
  unsigned char mac[32], values[ALL];
  hmac_sha256(run, JOIN(run, WORD("activation-desk/unique-key/v1\0"), vendor_id), machine_id, mac);
  for (size_t i = 0, bit = 0; i < DATA; i += 1, bit += 5) {
    unsigned pair = (unsigned)mac[bit / 8] << 8 | mac[bit / 8 + 1];
    values[i] = (pair >> (11 - bit % 8)) & 31;
  }
  check_letters(values, DATA, 0, values + DATA);
  char letters[ALL + 5], *end = letters;
  for (size_t i = 0; i < ALL; i += 1) {
    if (i > 0 && i % 5 == 0) *end++ = '-';
    *end++ = LETTERS[values[i]];
  }
  return JOIN(run, prefix, WORD("-"), (text){letters, (size_t)(end - letters)});
}

bool is_our_code(text code) {
  unsigned char values[25];
  size_t count = 0;
  if (code.length != 29) return false;
  for (size_t i = 0; i < 29; i += 1) {
    if (i % 6 == 5) {
      if (code.at[i] != '-') return false;
      continue;
    }
    int value = letter_value(code.at[i]);
    if (value < 0) return false;
    values[count++] = (unsigned char)value;
  }
  return check_holds(values, 25, 0);
}

static bool is_alphanumeric(char c) { return is_digit(c) || (small(c) >= 'a' && small(c) <= 'z'); }

text folder_name(run *run, text id) {
  bool usual = id.length >= 1 && id.length <= 64 && is_alphanumeric(id.at[0]);
  for (size_t i = 1; usual && i < id.length; i += 1) usual = is_alphanumeric(id.at[i]) || id.at[i] == '-';
  return usual ? id : JOIN(run, WORD("x"), sha256_hex(run, encodable(run, id), 40));
}
