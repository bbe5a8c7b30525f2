#include "word.h"

#include <math.h>
#include <string.h>

#include "crypto.h"

typedef struct { text keyid, algorithm, signature, headers; } signature_header;

static size_t skip_space(text t, size_t at) {
  for (size_t next = at; at < t.length && is_space(next_point(t, &next)); at = next) {}
  return at;
}

/* `name="value"`, with commas between. */
static bool read_header(text t, signature_header *header) {
  if (units(t) > 4096) return false;
  for (size_t at = 0;;) {
    at = skip_space(t, at);
    size_t start = at;
    while (at < t.length && t.at[at] >= 'a' && t.at[at] <= 'z') at += 1;
    text name = part(t, start, at);
    if (name.length == 0 || !starts_with(from(t, at), WORD("=\""))) return false;
    at += 2;
    ptrdiff_t end = find(from(t, at), WORD("\""));
    if (end < 0) return false;
    text content = part(t, at, at + (size_t)end);
    at = skip_space(t, at + (size_t)end + 1);
    if (same(name, WORD("keyid"))) header->keyid = content;
    if (same(name, WORD("algorithm"))) header->algorithm = content;
    if (same(name, WORD("signature"))) header->signature = content;
    if (same(name, WORD("headers"))) header->headers = content;
    if (at == t.length) break;
    if (t.at[at] != ',') return false;
    at += 1;
  }
  return header->keyid.length > 0 && header->algorithm.length > 0 && header->signature.length > 0 && header->headers.length > 0;
}

static text without_port(text host) {
  size_t end = host.length;
  while (end > 0 && is_digit(host.at[end - 1])) end -= 1;
  return end > 0 && end < host.length && host.at[end - 1] == ':' ? part(host, 0, end - 1) : host;
}

static text without_name(text digest) {
  static const char name[] = "sha-256=";
  if (digest.length < 8) return digest;
  for (size_t i = 0; i < 8; i += 1)
    if (small(digest.at[i]) != name[i]) return digest;
  return from(digest, 8);
}

static text signed_text(run *run, const recorded_answer *answer, text host) {
  return encodable(run, JOIN(run, WORD("(request-target): "), answer->method, WORD(" "), answer->target, WORD("\nhost: "), host,
                             WORD("\ndate: "), answer->date, WORD("\ndigest: "), answer->digest));
}

static bool holds(run *run, const recorded_answer *answer, double date, const profile *p) {
  unsigned char digest[32];
  bytes claimed, signature;
  signature_header header = {0};
  sha256(run, encodable(run, answer->body), digest);
  if (!base64(run, without_name(answer->digest), &claimed) || claimed.length != 32 || memcmp(claimed.at, digest, 32) != 0) return false;
  if (!read_header(answer->signature, &header) || !base64(run, header.signature, &signature)) return false;
  if (!same(header.algorithm, WORD("ed25519")) || !same(header.headers, WORD("(request-target) host date digest"))) return false;
  text texts[2] = {signed_text(run, answer, answer->host), signed_text(run, answer, without_port(answer->host))};
  for (size_t i = 0; i < p->key_count; i += 1) {
    const trusted_key *key = &p->keys[i];
    if (!key->responses || key->revoked || date < key->from - DAY || date > key->until) continue;
    if (signature_holds(run, key->public_key, texts[0], signature)) return true;
    if (!same(texts[0], texts[1]) && signature_holds(run, key->public_key, texts[1], signature)) return true;
  }
  return false;
}

static saying saying_of(text code) {
  if (same(code, WORD("BANNED"))) return SAYS_REVOKED;
  if (same(code, WORD("SUSPENDED"))) return SAYS_SUSPENDED;
  bool no_seat = same(code, WORD("NO_MACHINE")) || same(code, WORD("NO_MACHINES")) || same(code, WORD("FINGERPRINT_SCOPE_MISMATCH"));
  return no_seat ? SAYS_SEAT_RELEASED : SAYS_NOTHING;
}

static bool is_nullish_text(const value *v) { return is_nullish(v) || v->kind == J_TEXT; }

const server_word *read_word(run *run, const recorded_answer *answer, text code, const profile *p) {
  double date;
  if (answer == NULL || !read_instant(answer->date, &date) || !holds(run, answer, date, p)) return NULL;
  const value *body = json_read(run, answer->body);
  if (body == NULL) return NULL;
  const value *attributes = member(member(body, WORD("data")), WORD("attributes")), *meta = member(body, WORD("meta"));
  const value *key = member(attributes, WORD("key")), *expiry = member(attributes, WORD("expiry"));
  const value *said = member(meta, WORD("code")), *valid = member(meta, WORD("valid")), *ts = member(meta, WORD("ts"));
  const value *scope = member(meta, WORD("scope"));
  if (key->kind != J_TEXT || !same(key->text, code) || !is_nullish_text(expiry) || said->kind != J_TEXT) return NULL;
  if (!(is_missing(valid) || is_flag(valid)) || !(is_missing(ts) || ts->kind == J_TEXT)) return NULL;
  if (!is_nullish(scope) && !(is_object(scope) && is_nullish_text(member(scope, WORD("fingerprint"))))) return NULL;
  server_word *found = take(run, sizeof *found);
  found->at = date;
  if (ts->kind == J_TEXT && !read_instant(ts->text, &found->at)) return NULL;
  found->says = saying_of(said->text);
  found->has_ended = same(said->text, WORD("EXPIRED")) && !(is_flag(valid) && valid->flag);
  double end;
  found->ended = expiry->kind == J_TEXT && read_instant(expiry->text, &end) ? fmin(end, found->at) : found->at;
  return found;
}
