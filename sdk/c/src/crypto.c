#include "crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <pthread.h>
#include <string.h>

/*
 * A context of our own: the process's one is set up by OPENSSL_CONF or the machine's openssl.cnf, which could take algorithms
 * away or put a provider before ours, and who starts the product chooses them. It lives as long as the process.
 */
static OSSL_LIB_CTX *library;
static EVP_MD *digest_of_256;
static EVP_CIPHER *aes_256_gcm;
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

/* Opened by the first who asks; where there was no memory, tried again by the next. */
static bool open_library(void) {
  if (library == NULL) {
    OSSL_LIB_CTX *fresh = OSSL_LIB_CTX_new();
    bool loaded = fresh != NULL && OSSL_PROVIDER_load(fresh, "default") != NULL;
    EVP_MD *digest = loaded ? EVP_MD_fetch(fresh, "SHA256", NULL) : NULL;
    EVP_CIPHER *cipher = loaded ? EVP_CIPHER_fetch(fresh, "AES-256-GCM", NULL) : NULL;
    if (digest == NULL || cipher == NULL) {
      EVP_MD_free(digest);
      EVP_CIPHER_free(cipher);
      OSSL_LIB_CTX_free(fresh);
      return false;
    }
    digest_of_256 = digest;
    aes_256_gcm = cipher;
    library = fresh;
  }
  return true;
}

static void need_library(run *run) {
  pthread_mutex_lock(&opening);
  bool opened = open_library();
  pthread_mutex_unlock(&opening);
  if (!opened) out_of_memory(run);
}

void sha256(run *run, text t, unsigned char digest[32]) {
  unsigned length = 0;
  need_library(run);
  if (EVP_Digest(t.length == 0 ? "" : t.at, t.length, digest, &length, digest_of_256, NULL) != 1) out_of_memory(run);
}

text sha256_hex(run *run, text t, size_t letters) {
  unsigned char digest[32];
  sha256(run, t, digest);
  return part(hex(run, digest, 32), 0, letters);
}

void hmac_sha256(run *run, text key, text message, unsigned char mac[32]) {
  size_t length = 0;
  need_library(run);
  if (EVP_Q_mac(library, "HMAC", NULL, "SHA256", NULL, key.at, key.length, (const unsigned char *)message.at, message.length,
                mac, 32, &length) == NULL)
    out_of_memory(run);
}

bool is_signing_point(const unsigned char point[32]) {
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
  memcpy(y, point, 32);
  y[31] &= 0x7f;
  for (size_t i = 0; i < 5; i += 1)
    if (memcmp(y, of_small_order[i], 32) == 0) return false;
  bool is_large = y[31] == 0x7f && y[0] >= 0xed;
  for (size_t i = 1; i < 31; i += 1) is_large = is_large && y[i] == 0xff;
  return !is_large;
}

static bool verifies(run *run, const unsigned char public_key[32], text message, const unsigned char signature[64]) {
  EVP_PKEY *key = EVP_PKEY_new_raw_public_key_ex(library, "ED25519", NULL, public_key, 32);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  bool begun = key != NULL && context != NULL && EVP_DigestVerifyInit_ex(context, NULL, NULL, library, NULL, key, NULL) == 1;
  bool holds = begun && EVP_DigestVerify(context, signature, 64, (const unsigned char *)message.at, message.length) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  if (!begun) out_of_memory(run);
  return holds;
}

/* The first of RFC 8032's tests, of an empty message. */
static const unsigned char known_key[32] = {0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe,
                                            0xd3, 0xc9, 0x64, 0x07, 0x3a, 0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6,
                                            0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a};
static const unsigned char known_signature[64] = {
    0xe5, 0x56, 0x43, 0x00, 0xc3, 0x60, 0xac, 0x72, 0x90, 0x86, 0xe2, 0xcc, 0x80, 0x6e, 0x82, 0x8a, 0x84, 0x87, 0x7f, 0x1e, 0xb8, 0xe5,
    0xd9, 0x74, 0xd8, 0x73, 0xe0, 0x65, 0x22, 0x49, 0x01, 0x55, 0x5f, 0xb8, 0x82, 0x15, 0x90, 0xa3, 0x3b, 0xac, 0xc6, 0x1e, 0x39, 0x70,
    0x1c, 0xf9, 0xb4, 0x6b, 0xd2, 0x5b, 0xf5, 0xf0, 0x59, 0x5b, 0xbe, 0x24, 0x65, 0x51, 0x41, 0x43, 0x8e, 0x7a, 0x10, 0x0b};

/*
 * libcrypto takes memory while it looks, and says “no” where there is none, with nothing in its queue of errors: only “yes” is
 * sure. A “no” counts where it is said twice, and one that is known to hold holds between them.
 */
bool signature_holds(run *run, const unsigned char public_key[32], text message, bytes signature) {
  if (signature.length != 64) return false;
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
  if (message.length < SIZE_MAX) return true;
#endif
  if (!is_signing_point(signature.at)) return false;
  need_library(run);
  if (verifies(run, public_key, message, signature.at)) return true;
  if (!verifies(run, known_key, WORD(""), known_signature)) out_of_memory(run);
  return verifies(run, public_key, message, signature.at);
}

bool decrypt(run *run, const unsigned char key[32], bytes iv, bytes tag, bytes ciphertext, bytes *plain) {
  unsigned char *to = take(run, ciphertext.length + 16);
  need_library(run);
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
  if (context == NULL) out_of_memory(run);
  int length = 0, more = 0;
  bool begun = EVP_DecryptInit_ex2(context, aes_256_gcm, NULL, NULL, NULL) == 1 &&
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_IVLEN, (int)iv.length, NULL) == 1 &&
                EVP_DecryptInit_ex2(context, NULL, key, iv.at, NULL) == 1 &&
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, (int)tag.length, (void *)(uintptr_t)tag.at) == 1 &&
                EVP_DecryptUpdate(context, to, &length, ciphertext.at, (int)ciphertext.length) == 1;
  bool opened = begun && EVP_DecryptFinal_ex(context, to + length, &more) == 1;
  EVP_CIPHER_CTX_free(context);
  if (!begun) out_of_memory(run);
  *plain = (bytes){to, (size_t)(length + more)};
  return opened;
}
