/* From the document inside a machine file to a license (docs/formats/gate-v1.md#what-a-machine-file-says). */
#include <math.h>
#include <string.h>

#include "formats.h"
#include "key.h"

static const char *const MALFORMED = "wrong_file_type";

bool read_time(const value *v, double otherwise, double *at) {
  *at = otherwise;
  if (is_nullish(v)) return true;
  return v->kind == J_TEXT && read_instant(v->text, at) && *at >= FIRST_INSTANT && *at <= LAST_INSTANT;
}

/* The id that is linked; NO_TEXT: none. False: it has another form. */
static bool read_link(const value *relationships, text name, text *id) {
  *id = NO_TEXT;
  const value *link = member(relationships, name), *data = member(link, WORD("data"));
  if (is_missing(link)) return true;
  if (!is_object(link) || is_nullish(data)) return is_object(link);
  *id = member(data, WORD("id"))->text;
  return member(data, WORD("id"))->kind == J_TEXT;
}

static const value *attributes_of(const value *included, text id) {
  for (const value *one = included->first; id.at != NULL && one != NULL; one = one->next)
    if (same(member(one, WORD("id"))->text, id)) return member(one, WORD("attributes"));
  return member(included, WORD(""));
}

/* NO_TEXT: none, or an empty one. */
static text words_of(const value *v) { return v->kind == J_TEXT && v->text.length > 0 ? v->text : NO_TEXT; }

/* The name as a code: small letters and digits, a dash for each run of others. */
static text slug(run *run, text name) {
  char *to = take(run, name.length * 2 + 2), *at = to;
  bool other = false;
  for (size_t i = 0; i < name.length;) {
    uint32_t point = next_point(name, &i);
    bool combined = point == 0x130;
    if (combined) point = 'i';
    if (point == 0x212a) point = 'k';
    char c = point < 0x80 ? small((char)point) : '\0';
    bool letter = is_digit(c) || (c >= 'a' && c <= 'z');
    if (other && letter) *at++ = '-';
    if (letter) *at++ = c;
    if (letter) other = false;
    if (!letter || combined) other = true;
  }
  if (other) *at++ = '-';
  text code = {to, (size_t)(at - to)};
  if (starts_with(code, WORD("-"))) code = from(code, 1);
  if (ends_with(code, WORD("-"))) code = part(code, 0, code.length - 1);
  return code.length == 0 ? WORD("license") : code;
}

static bool is_status(text type) {
  if (type.length != 6) return false;
  for (size_t i = 0; i < 6; i += 1)
    if (small(type.at[i]) != "status"[i]) return false;
  return true;
}

static bool read_line(const value *v, double license_expiry, licensed_product *product) {
  const value *code = member(v, WORD("code")), *name = member(v, WORD("name")), *type = member(v, WORD("type"));
  const value *limit = member(v, WORD("limit")), *expiry = member(v, WORD("expiry"));
  if (!is_text(code, 1, 200) || !is_text(name, 1, 20000) || !(is_missing(type) || is_text(type, 0, 200))) return false;
  if (!is_nullish(limit) && !is_whole(limit, 0, LARGEST)) return false;
  product->code = code->text;
  product->name = name->text;
  product->type = is_missing(type) ? WORD("Count") : type->text;
  product->has_limit = limit->kind == J_NUMBER && !is_status(product->type);
  product->limit = product->has_limit ? limit->number : 0;
  return read_time(expiry, license_expiry, &product->expiry);
}

static bool read_lines(run *run, const value *products, grant *grant) {
  if (products->kind == J_TEXT) products = json_read(run, products->text);
  if (products == NULL || products->kind != J_LIST || products->count > 10000) return false;
  grant->products = take_many(run, products->count, sizeof *grant->products);
  for (const value *one = products->first; one != NULL; one = one->next)
    if (!read_line(one, grant->expiry, &grant->products[grant->product_count++])) return false;
  return true;
}

static void whole_product(run *run, const value *attributes, text product_name, text policy, grant *grant) {
  const value *name = member(attributes, WORD("name")), *most = member(attributes, WORD("maxMachines"));
  text called = product_name.at != NULL ? product_name : name->kind == J_TEXT ? name->text : WORD("License");
  grant->products = take(run, sizeof *grant->products);
  grant->product_count = 1;
  grant->products[0] = (licensed_product){slug(run, called),
                                          called,
                                          policy.at != NULL ? policy : WORD("Machines"),
                                          most->kind == J_NUMBER,
                                          most->kind == J_NUMBER ? most->number : 0,
                                          grant->expiry};
}

static bool is_short(const value *v, bool may_be_null) {
  return is_missing(v) || (may_be_null && v->kind == J_NULL) || is_text(v, 0, 20000);
}

static bool read_terms(const value *metadata, grant *grant) {
  if (is_nullish(metadata)) return true;
  if (!is_object(metadata)) return false;
  const value *grace = member(metadata, WORD("graceDays")), *over = member(metadata, WORD("overLimit"));
  const value *features = member(metadata, WORD("features"));
  if (!is_short(member(metadata, WORD("owner")), false) || !is_short(member(metadata, WORD("notes")), true)) return false;
  if (!is_missing(grace) && !is_whole(grace, 0, 3650)) return false;
  grant->grace_days = is_missing(grace) ? 0 : grace->number;
  if (is_whole(over, 0, 3650)) {
    grant->over = RULE_DAYS;
    grant->over_days = over->number;
  } else if (over->kind == J_TEXT && same(over->text, WORD("refuse"))) grant->over = RULE_REFUSE;
  else if (!is_missing(over) && !(over->kind == J_TEXT && same(over->text, WORD("allow")))) return false;
  if (!is_missing(features) && (features->kind != J_LIST || features->count > 1000)) return false;
  for (const value *one = features->first; one != NULL; one = one->next)
    if (!is_text(one, 0, 20000)) return false;
  return true;
}

static void read_features(run *run, const value *metadata, const value *included, grant *grant) {
  const value *features = member(metadata, WORD("features"));
  grant->features = take_many(run, features->count + included->count, sizeof *grant->features);
  for (const value *one = features->first; one != NULL; one = one->next) grant->features[grant->feature_count++] = one->text;
  for (const value *one = included->first; one != NULL; one = one->next) {
    text code = words_of(member(member(one, WORD("attributes")), WORD("code")));
    if (same(member(one, WORD("type"))->text, WORD("entitlements")) && code.at != NULL) grant->features[grant->feature_count++] = code;
  }
  grant->feature_count = once_each(run, grant->features, grant->feature_count);
}

static bool is_text_as(const value *v, text as) { return v->kind == J_TEXT && same(v->text, as); }

const char *read_license(run *run, const value *included, grant *grant) {
  const value *found = included->first;
  while (found != NULL && !same(member(found, WORD("type"))->text, WORD("licenses")) &&
         !same(member(found, WORD("type"))->text, WORD("license")))
    found = found->next;
  if (found == NULL) return "license_missing_in_file";
  const value *id = member(found, WORD("id")), *attributes = member(found, WORD("attributes"));
  const value *key = member(attributes, WORD("key")), *suspended = member(attributes, WORD("suspended"));
  const value *status = member(attributes, WORD("status")), *most = member(attributes, WORD("maxMachines"));
  const value *metadata = member(attributes, WORD("metadata")), *links = member(found, WORD("relationships"));
  if (!is_text(id, 1, 200) || !is_object(attributes) || !is_text(key, 1, ANY_LENGTH)) return MALFORMED;
  if (!is_short(member(attributes, WORD("name")), true) || !(is_missing(suspended) || is_flag(suspended))) return MALFORMED;
  if (!(is_nullish(status) || status->kind == J_TEXT) || !(is_nullish(most) || is_whole(most, 0, LARGEST))) return MALFORMED;
  if (!is_missing(links) && !is_object(links)) return MALFORMED;
  text policy_id, owner, user;
  if (!read_link(links, WORD("account"), &grant->account) || !read_link(links, WORD("product"), &grant->application) ||
      !read_link(links, WORD("policy"), &policy_id) || !read_link(links, WORD("owner"), &owner) || !read_link(links, WORD("user"), &user))
    return MALFORMED;
  const value *policy = attributes_of(included, policy_id), *strategy = member(policy, WORD("expirationStrategy"));
  bool maintains = is_text_as(strategy, WORD("MAINTAIN_ACCESS")), keeps = maintains || is_text_as(strategy, WORD("ALLOW_ACCESS"));
  double expiry, maintenance;
  if (!read_time(member(attributes, WORD("expiry")), INFINITY, &expiry) || !read_terms(metadata, grant)) return MALFORMED;
  if (!read_time(member(metadata, WORD("maintenanceUntil")), INFINITY, &maintenance)) return MALFORMED;
  grant->id = id->text;
  grant->code = key->text;
  grant->expiry = keeps ? INFINITY : expiry;
  grant->maintenance_until = is_nullish(member(metadata, WORD("maintenanceUntil"))) && maintains ? expiry : maintenance;
  grant->suspended = is_flag(suspended) ? suspended->flag : is_text_as(status, WORD("SUSPENDED"));
  const value *products = member(metadata, WORD("products"));
  if (is_nullish(products)) {
    text product_name = words_of(member(attributes_of(included, grant->application), WORD("name")));
    whole_product(run, attributes, product_name, words_of(member(policy, WORD("name"))), grant);
  } else if (!read_lines(run, products, grant)) return MALFORMED;
  read_features(run, metadata, included, grant);
  return NULL;
}
