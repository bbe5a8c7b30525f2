/* A Local License Key in either form (docs/formats/gate-v1.md#keys). Both give the same grant. */
#ifndef AG_KEY_H
#define AG_KEY_H

#include "json.h"
#include "profile.h"

typedef struct {
  text code, name, type;
  bool has_limit;
  double limit;
  /* INFINITY: never. */
  double expiry;
} licensed_product;

typedef enum { RULE_ALLOW, RULE_REFUSE, RULE_DAYS } over_rule;

typedef struct {
  text id, code;
  licensed_product *products;
  size_t product_count;
  double expiry;
  bool suspended;
  double grace_days;
  over_rule over;
  double over_days;
  /* INFINITY: all versions. */
  double maintenance_until;
  text *features;
  size_t feature_count;
  /* NO_TEXT: not named. */
  text account, application;
  bool typed;
  double issued;
  double file_expiry;
  text signed_by;
} grant;

typedef struct {
  text code, unique_key;
  const profile *profile;
  text folder_id;
} key_context;

/* NULL: it opened; else the code of what is wrong with it. */
const char *open_key(run *, text key, const key_context *, grant *);
const char *open_machine_file(run *, text json, bool is_machine, const key_context *, grant *);
const char *open_typed_key(run *, text key, const key_context *, grant *);
const char *read_license(run *, const value *included, grant *);

/* False: it is no time. `otherwise`: where it is null or missing. */
bool read_time(const value *, double otherwise, double *at);

/* By which two ids are of one license: 16 letters. */
text license_number(run *, text id);
bool same_license(run *, text a, text b);

#endif
