#include "key.h"

#include <math.h>
#include <string.h>

#include "crypto.h"

/* What is between the two lines, without newlines; NO_TEXT: there is no such file in it. */
static text block_in(run *run, text key, text label) {
  text first = JOIN(run, WORD("-----BEGIN "), label, WORD(" FILE-----\n"));
  text last = JOIN(run, WORD("-----END "), label, WORD(" FILE-----"));
  ptrdiff_t start = find(key, first);
  if (start < 0 || (start > 0 && key.at[start - 1] != '\n')) return NO_TEXT;
  text rest = from(key, (size_t)start + first.length);
  ptrdiff_t end = find(rest, last);
  if (end < 0) return NO_TEXT;
  size_t behind = (size_t)end + last.length;
  if (behind < rest.length && rest.at[behind] != '\n') return NO_TEXT;
  char *to = take(run, (size_t)end + 1), *at = to;
  for (ptrdiff_t i = 0; i < end; i += 1)
    if (rest.at[i] != '\n') *at++ = rest.at[i];
  return (text){to, (size_t)(at - to)};
}

const char *open_key(run *run, text key, const key_context *context, grant *grant) {
  text block = block_in(run, key, WORD("MACHINE"));
  bool is_machine = block.at != NULL;
  if (!is_machine) block = block_in(run, key, WORD("LICENSE"));
  if (block.at == NULL) return open_typed_key(run, key, context, grant);
  bytes decoded;
  if (!base64(run, block, &decoded)) return "key_damaged";
  text json = decode_strictly(decoded.at, decoded.length);
  return json.at == NULL ? "key_damaged" : open_machine_file(run, json, is_machine, context, grant);
}

static const trusted_key *signer_of(run *run, text enc, bool is_machine, bytes signature, const profile *p) {
  text message = JOIN(run, is_machine ? WORD("machine/") : WORD("license/"), encodable(run, enc));
  for (size_t i = 0; i < p->key_count; i += 1) {
    const trusted_key *key = &p->keys[i];
    if (key->files && !key->revoked && signature_holds(run, key->public_key, message, signature)) return key;
  }
  return NULL;
}

/* NULL: `plain` is what was in it. */
static const char *open_encrypted(run *run, text enc, text secret, bytes *plain) {
  bytes parts[3];
  for (int i = 0; i < 3; i += 1) {
    ptrdiff_t dot = i < 2 ? find(enc, WORD(".")) : (ptrdiff_t)enc.length;
    if (dot < 0 || !base64(run, part(enc, 0, (size_t)dot), &parts[i])) return "key_damaged";
    enc = i < 2 ? from(enc, (size_t)dot + 1) : enc;
  }
  if (parts[1].length != 12 || parts[2].length != 16) return "key_damaged";
  unsigned char key[32];
  sha256(run, secret, key);
  return decrypt(run, key, parts[1], parts[2], parts[0], plain) ? NULL : "code_or_machine_mismatch";
}

static bool is_short(const value *v) { return is_nullish(v) || is_text(v, 0, 20000); }

/* What is beside the license, by form alone. */
static bool are_resources(const value *included) {
  if (is_missing(included)) return true;
  if (included->kind != J_LIST || included->count > 10000) return false;
  for (const value *one = included->first; one != NULL; one = one->next) {
    const value *attributes = member(one, WORD("attributes"));
    if (member(one, WORD("type"))->kind != J_TEXT || member(one, WORD("id"))->kind != J_TEXT) return false;
    if (!is_missing(attributes) && !is_object(attributes)) return false;
  }
  return true;
}

static bool is_machine_resource(const value *data) {
  const value *type = member(data, WORD("type")), *attributes = member(data, WORD("attributes"));
  if (type->kind != J_TEXT || !(same(type->text, WORD("machines")) || same(type->text, WORD("machine")))) return false;
  return is_text(member(data, WORD("id")), 1, 200) && member(attributes, WORD("fingerprint"))->kind == J_TEXT &&
         is_short(member(attributes, WORD("name")));
}

const char *open_machine_file(run *run, text json, bool is_machine, const key_context *context, grant *grant) {
  const value *envelope = json_read(run, json);
  if (envelope == NULL || !is_object(envelope)) return "key_damaged";
  const value *enc = member(envelope, WORD("enc")), *sig = member(envelope, WORD("sig")), *alg = member(envelope, WORD("alg"));
  bytes signature, plain;
  if (!is_text(enc, 0, 262144) || sig->kind != J_TEXT || alg->kind != J_TEXT) return "key_damaged";
  bool encrypted = same(alg->text, WORD("aes-256-gcm+ed25519"));
  if (!encrypted && !same(alg->text, WORD("base64+ed25519"))) return "algorithm_not_supported";
  if (!base64(run, sig->text, &signature) || signature.length != 64) return "key_damaged";
  const trusted_key *signer = signer_of(run, enc->text, is_machine, signature, context->profile);
  if (signer == NULL) return "signature_invalid";
  if (encrypted) {
    text secret = JOIN(run, context->code, is_machine ? context->unique_key : WORD(""));
    const char *failure = open_encrypted(run, enc->text, secret, &plain);
    if (failure != NULL) return failure;
  } else if (!base64(run, enc->text, &plain)) return "key_damaged";
  text content = decode_strictly(plain.at, plain.length);
  const value *document = content.at == NULL ? NULL : json_read(run, content);
  if (document == NULL || !is_object(document)) return "key_damaged";
  const value *data = member(document, WORD("data")), *meta = member(document, WORD("meta"));
  const value *included = member(document, WORD("included")), *issued = member(meta, WORD("issued"));
  if (!is_machine || !is_machine_resource(data) || !are_resources(included)) return "wrong_file_type";
  if (issued->kind != J_TEXT || !read_time(issued, 0, &grant->issued)) return "wrong_file_type";
  if (!read_time(member(meta, WORD("expiry")), INFINITY, &grant->file_expiry)) return "wrong_file_type";
  if (grant->issued < signer->from || grant->issued > signer->until) return "signing_key_not_valid";
  if (!same(member(member(data, WORD("attributes")), WORD("fingerprint"))->text, context->unique_key)) return "other_machine";
  const char *failure = read_license(run, included, grant);
  if (failure != NULL) return failure;
  if (!same(grant->code, context->code)) return "license_code_mismatch";
  if (grant->application.at != NULL && !same(grant->application, context->profile->product)) return "other_application";
  if (grant->account.at != NULL && !same(grant->account, context->profile->account)) return "other_account";
  grant->signed_by = signer->id;
  return NULL;
}

static bool is_typed_id(text id) {
  if (id.length != 22 || !starts_with(id, WORD("typed-"))) return false;
  for (size_t i = 6; i < 22; i += 1)
    if (!is_digit(id.at[i]) && !(id.at[i] >= 'a' && id.at[i] <= 'f')) return false;
  return true;
}

text license_number(run *run, text id) {
  return is_typed_id(id) ? from(id, 6) : sha256_hex(run, encodable(run, id), 16);
}

bool same_license(run *run, text a, text b) {
  return same(a, b) || same(license_number(run, a), license_number(run, b));
}
