#include "profile.h"

#include <math.h>

#include "crypto.h"
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
