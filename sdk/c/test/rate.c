/*
 * For the bench: what opening a key from memory, verifying its signature bare and a whole check cost, in microseconds of
 * processor each. Its arguments: profile, key, message (files), signature and public key (hex), code, Unique Key, data folder,
 * product.
 */
#define _GNU_SOURCE
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gate.h"
#include "key.h"

enum { ROUNDS = 15, TIMES = 200 };

static struct {
  run run;
  const profile *profile;
  text key, message, code, unique_key;
  unsigned char signature[64], public_bytes[32];
  EVP_PKEY *public_key;
  ag_gate *gate;
  const char *product;
} in;

static text read_whole(const char *place) {
  FILE *file = fopen(place, "rbe");
  char *at = NULL;
  size_t room = 0;
  ssize_t length = file == NULL ? -1 : getdelim(&at, &room, '\0', file);
  if (length < 0) abort();
  fclose(file);
  return (text){at, (size_t)length};
}

static void read_hex(const char *said, unsigned char *to) {
  for (; sscanf(said, "%2hhx", to) == 1; said += 2) to += 1;
}

static void open_once(void) {
  run *run = calloc(1, sizeof *run);
  grant grant = {0};
  if (run == NULL) abort();
  memset(run->open, 0xff, sizeof run->open);
  if (setjmp(run->out) != 0 || open_key(run, in.key, &(key_context){in.code, in.unique_key, in.profile, WORD("id")}, &grant) != NULL)
    abort();
  run_end(run);
  free(run);
}

static void verify_once(void) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (EVP_DigestVerifyInit(context, NULL, NULL, NULL, in.public_key) != 1 ||
      EVP_DigestVerify(context, in.signature, 64, (const unsigned char *)in.message.at, in.message.length) != 1)
    abort();
  EVP_MD_CTX_free(context);
}

static void check_once(void) {
  ag_answer *answer = ag_check(in.gate, in.product, NULL, NULL);
  if (!ag_is_allowed(answer)) abort();
  ag_answer_free(answer);
}

static double once(void (*work)(void)) {
  clock_t started = clock();
  for (int i = 0; i < TIMES; i += 1) work();
  return (double)(clock() - started) * 1e6 / CLOCKS_PER_SEC / TIMES;
}

static int ascending(const void *a, const void *b) { return *(const double *)a < *(const double *)b ? -1 : 1; }

int main(int argc, char **argv) {
  double opened[ROUNDS], verified[ROUNDS], checked[ROUNDS];
  if (argc != 10 || setjmp(in.run.out) != 0) return 2;
  text profile = read_whole(argv[1]);
  in.profile = read_profile(&in.run, profile);
  in.key = read_whole(argv[2]);
  in.message = read_whole(argv[3]);
  read_hex(argv[4], in.signature);
  read_hex(argv[5], in.public_bytes);
  in.public_key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, in.public_bytes, 32);
  in.code = word(argv[6]);
  in.unique_key = word(argv[7]);
  in.gate = ag_open(profile.at, argv[8]);
  in.product = argv[9];
  for (int i = 0; i < ROUNDS; i += 1) {
    opened[i] = once(open_once);
    verified[i] = once(verify_once);
    checked[i] = once(check_once);
  }
  qsort(opened, ROUNDS, sizeof *opened, ascending);
  qsort(verified, ROUNDS, sizeof *verified, ascending);
  qsort(checked, ROUNDS, sizeof *checked, ascending);
  printf("%f %f %f\n", opened[ROUNDS / 2], verified[ROUNDS / 2], checked[ROUNDS / 2]);
  return 0;
}
