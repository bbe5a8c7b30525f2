#include "profile.h"

#include <math.h>
#include <string.h>

#include "formats.h"
#include "json.h"

static bool read_hex(text t, unsigned char *into, size_t length) {
  if (t.length != length * 2) return false;
  for (size_t i = 0; i < t.length; i += 1) {
    char c = t.at[i];
    int digit = is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return false;
    into[i / 2] = (unsigned char)(into[i / 2] << 4 | digit);
  }
  return true;
}

/* The second coordinate of a point, little-endian, beside the sign of the first: below the field's prime, and of no point whose
   order divides 8, under which a signature holds that nobody made. Libraries differ in what of these they take. */
static bool is_signing_point(const unsigned char key[32]) {
  static const unsigned char of_small_order[5][32] = {
      {0},
      {1},
      {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
      {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
       0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
      {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
       0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a}};
  unsigned char y[32];
  memcpy(y, key, 32);
  y[31] &= 0x7f;
  for (size_t i = 0; i < 5; i += 1)
    if (memcmp(y, of_small_order[i], 32) == 0) return false;
  bool is_large = y[31] == 0x7f && y[0] >= 0xed;
  for (size_t i = 1; i < 31; i += 1) is_large = is_large && y[i] == 0xff;
  return !is_large;
}

static bool read_key(const value *v, trusted_key *key) {
  const value *id = member(v, WORD("id")), *public_key = member(v, WORD("publicKey"));
  const value *use = member(v, WORD("use")), *revoked = member(v, WORD("revoked"));
  const value *begin = member(v, WORD("from")), *until = member(v, WORD("until"));
  unsigned char of_id[4];
  if (!is_text(id, 8, 8) || !read_hex(id->text, of_id, 4)) return false;
  if (!is_text(public_key, 64, 64) || !read_hex(public_key->text, key->public_key, 32)) return false;
  if (!is_signing_point(key->public_key)) return false;
  if (use->kind != J_LIST || use->count == 0 || !is_flag(revoked)) return false;
  for (const value *one = use->first; one != NULL; one = one->next) {
    if (one->kind != J_TEXT) return false;
    if (same(one->text, WORD("files"))) key->files = true;
    else if (same(one->text, WORD("responses"))) key->responses = true;
    else if (same(one->text, WORD("typed"))) key->typed = true;
    else return false;
  }
  key->id = id->text;
  key->revoked = revoked->flag;
  key->until = INFINITY;
  if (begin->kind != J_TEXT || !read_instant(begin->text, &key->from)) return false;
  return until->kind == J_NULL || (until->kind == J_TEXT && read_instant(until->text, &key->until));
}

static bool read_product(const value *v, catalogue_product *product) {
  const value *number = member(v, WORD("number")), *code = member(v, WORD("code"));
  const value *name = member(v, WORD("name")), *type = member(v, WORD("type"));
  if (!is_whole(number, 1, 65535) || !is_text(code, 1, 64) || !is_text(name, 1, 200) || !is_text(type, 1, 40)) return false;
  *product = (catalogue_product){number->number, code->text, name->text, type->text};
  return true;
}

static bool text_of(const value *v, text name, size_t most, text *into) {
  const value *found = member(v, name);
  if (!is_text(found, 1, most)) return false;
  *into = found->text;
  return true;
}

const profile *read_profile(run *run, text json) {
  const value *v = json_read(run, json);
  if (v == NULL) return NULL;
  profile *p = take(run, sizeof *p);
  const value *server = member(v, WORD("server")), *file = member(v, WORD("machineIdFile"));
  const value *keys = member(v, WORD("keys")), *catalogue = member(v, WORD("catalogue")), *test = member(v, WORD("test"));
  if (!text_of(v, WORD("id"), 64, &p->id) || !text_of(v, WORD("name"), 100, &p->name) ||
      !text_of(v, WORD("uniqueKeyPrefix"), 24, &p->prefix) || !text_of(server, WORD("account"), 100, &p->account) ||
      !text_of(server, WORD("product"), 100, &p->product))
    return NULL;
  if (!is_flag(file) || keys->kind != J_LIST || keys->count > 32 || catalogue->kind != J_LIST || catalogue->count > 1000)
    return NULL;
  if (!is_missing(test) && !(is_flag(test) && test->flag)) return NULL;
  p->machine_id_file = file->flag;
  p->test = !is_missing(test);
  p->keys = take_many(run, keys->count, sizeof *p->keys);
  for (const value *one = keys->first; one != NULL; one = one->next)
    if (!read_key(one, &p->keys[p->key_count++])) return NULL;
  p->catalogue = take_many(run, catalogue->count, sizeof *p->catalogue);
  for (const value *one = catalogue->first; one != NULL; one = one->next)
    if (!read_product(one, &p->catalogue[p->catalogue_count++])) return NULL;
  return p;
}
