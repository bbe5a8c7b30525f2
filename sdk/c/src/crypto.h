/* Hashes, signatures and ciphers: libcrypto's, in a library context of our own. */
#ifndef AG_CRYPTO_H
#define AG_CRYPTO_H

#include "formats.h"

void sha256(run *, text, unsigned char digest[32]);
text sha256_hex(run *, text, size_t letters);
void hmac_sha256(run *, text key, text message, unsigned char mac[32]);
/*
 * The second coordinate of a point, little-endian, beside the sign of the first: below the field's prime, and of no point whose
 * order divides 8, under which a signature holds that nobody made. Libraries differ in what of these they take, as a key and at
 * the start of a signature.
 */
bool is_signing_point(const unsigned char point[32]);
bool signature_holds(run *, const unsigned char public_key[32], text message, bytes signature);
/* False: key or ciphertext is another one. */
bool decrypt(run *, const unsigned char key[32], bytes iv, bytes tag, bytes ciphertext, bytes *plain);

#endif
