/* For the tests: a hundred threads ask the same gate at once, and all are answered alike. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activation_gate.h"

enum { THREADS = 100, QUESTIONS = 20 };

static ag_gate *gate;
static const char *expected;

static void *ask(void *unused) {
  size_t other = 0;
  (void)unused;
  for (int i = 0; i < QUESTIONS; i += 1) {
    ag_answer *answer = ag_check(gate, "alpha", NULL, NULL);
    other += strcmp(ag_json(answer), expected) != 0;
    ag_answer_free(answer);
  }
  return (void *)other;
}

int main(int argc, char **argv) {
  char *profile = NULL;
  size_t room = 0, different = 0;
  pthread_t threads[THREADS];
  FILE *file = argc == 3 ? fopen(argv[1], "re") : NULL;
  if (file == NULL || getdelim(&profile, &room, '\0', file) < 0) return 2;
  fclose(file);
  gate = ag_open(profile, argv[2]);
  ag_answer *answer = ag_check(gate, "alpha", NULL, NULL);
  expected = ag_json(answer);
  for (int i = 0; i < THREADS; i += 1)
    if (pthread_create(&threads[i], NULL, ask, NULL) != 0) return 2;
  for (int i = 0; i < THREADS; i += 1) {
    void *other;
    pthread_join(threads[i], &other);
    different += (size_t)other;
  }
  printf("%d of %d answered otherwise\n%s\n", (int)different, THREADS * QUESTIONS, expected);
  ag_answer_free(answer);
  ag_close(gate);
  free(profile);
  return different == 0 ? 0 : 1;
}
