/* For libFuzzer: the first byte says which reader gets the rest. Here every signature holds, so that what is behind is reached. */
#include <math.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "gate.h"
#include "key.h"

#define SIXTEEN "AAAAAAAAAAAAAAAA"
#define SIGNATURE                                                                                   \
  "keyid=\"a\", algorithm=\"ed25519\", signature=\"" SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN \
  "AAAAAA==\", headers=\"(request-target) host date digest\""

static const char PROFILE[] =
    "{\"id\":\"example\",\"name\":\"Example\",\"uniqueKeyPrefix\":\"EXAMPLE\",\"server\":{\"account\":\"account-1\","
    "\"product\":\"application-1\"},\"machineIdFile\":true,\"keys\":[{\"id\":\"00000000\",\"publicKey\":"
    "\"5866666666666666666666666666666666666666666666666666666666666666\",\"use\":[\"files\",\"typed\",\"responses\"],"
    "\"from\":\"2020-01-01T00:00:00Z\",\"until\":null,\"revoked\":false}],\"catalogue\":[{\"number\":1,\"code\":\"alpha\","
    "\"name\":\"Alpha\",\"type\":\"Status\"}]}";

static void read_all(run *run, int which, text input) {
  const profile *profile = read_profile(run, word(PROFILE));
  grant grant = {0};
  double at;
  const value *v = which % 3 == 0 ? json_read(run, input) : NULL;
  switch (which % 8) {
    case 0:
      open_key(run, input, &(key_context){WORD("CODE"), WORD("EXAMPLE-1"), profile, WORD("id")}, &grant);
      break;
    case 1:
      read_profile(run, input);
      break;
    case 2:
      read_pieces(run, input);
      break;
    case 3:
      if (v != NULL) read_license(run, v, &grant);
      break;
    case 4:
      if (read_instant(input, &at)) iso(run, at);
      folder_name(run, input);
      break;
    case 5:
      machine_id_in(run, input);
      is_our_code(input);
      break;
    case 6: {
      unsigned char digest[32], written[64];
      sha256(run, encodable(run, input), digest);
      int length = EVP_EncodeBlock(written, digest, 32);
      recorded_answer answer = {WORD("post"),
                                WORD("/"),
                                WORD("h:1"),
                                WORD("Fri, 15 Jan 2027 12:00:00 GMT"),
                                JOIN(run, WORD("SHA-256="), (text){(const char *)written, (size_t)length}),
                                which % 16 == 6 ? WORD(SIGNATURE) : input,
                                input};
      read_word(run, &answer, WORD("CODE"), profile);
      break;
    }
    default: {
      writer w = {.run = run};
      put_text(&w, trimmed(input));
      by_units(input, encodable(run, input));
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  run *run = calloc(1, sizeof *run);
  if (run == NULL || size == 0) return free(run), 0;
  for (int i = 0; i < MOST_OPEN; i += 1) run->open[i] = -1;
  if (setjmp(run->out) == 0) read_all(run, data[0], decode(run, data + 1, size - 1));
  run_end(run);
  free(run);
  return 0;
}
