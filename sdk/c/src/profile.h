/* The vendor profile (docs/formats/vendor-profile.md): whom the product trusts. */
#ifndef AG_PROFILE_H
#define AG_PROFILE_H

#include "base.h"

typedef struct {
  text id;
  unsigned char public_key[32];
  bool files, responses, typed, revoked;
  double from;
  /* INFINITY: no end. */
  double until;
} trusted_key;

typedef struct {
  double number;
  text code, name, type;
} catalogue_product;

typedef struct {
  text id, name, prefix, account, product;
  bool machine_id_file, test;
  trusted_key *keys;
  size_t key_count;
  catalogue_product *catalogue;
  size_t catalogue_count;
} profile;

/* NULL: it is none. */
const profile *read_profile(run *, text json);

#endif
