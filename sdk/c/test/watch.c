/*
 * For the tests: watches a product and prints each sentence that it is called back with. A line from standard input is a
 * number to report, answered by the error; the end of it ends the watch. With “once” the first call ends it.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "activation_gate.h"

static void print(const ag_answer *answer, void *context) {
  printf("%s %s\n", (const char *)context, ag_sentence(answer));
  fflush(stdout);
}

static struct {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  ag_watch *watch;
  int ended;
} once = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, 0};

static void stop(const ag_answer *answer, void *context) {
  print(answer, context);
  pthread_mutex_lock(&once.mutex);
  while (once.watch == NULL) pthread_cond_wait(&once.changed, &once.mutex);
  ag_watch_stop(once.watch);
  once.ended = 1;
  pthread_cond_signal(&once.changed);
  pthread_mutex_unlock(&once.mutex);
}

static int watch_once(ag_gate *gate) {
  pthread_mutex_lock(&once.mutex);
  once.watch = ag_watch_start(gate, stop, (void *)(size_t) "answer:", "alpha", NULL, NULL, 1);
  pthread_cond_signal(&once.changed);
  while (once.watch != NULL && !once.ended) pthread_cond_wait(&once.changed, &once.mutex);
  pthread_mutex_unlock(&once.mutex);
  ag_close(gate);
  return once.ended ? 0 : 2;
}

int main(int argc, char **argv) {
  char *profile = NULL, *line = NULL;
  size_t room = 0;
  FILE *file = argc >= 3 ? fopen(argv[1], "re") : NULL;
  if (file == NULL || getdelim(&profile, &room, '\0', file) < 0) return 2;
  fclose(file);
  ag_gate *gate = ag_open(profile, argv[2]);
  if (argc == 4) {
    free(profile);
    /* The watch's own thread may still be on its way out, beside which libcrypto must not be taken down. */
    _exit(watch_once(gate));
  }
  ag_watch *watch = ag_watch_start(gate, print, (void *)(size_t) "answer:", "alpha", NULL, NULL, 1);
  if (watch == NULL) return 2;
  while (getline(&line, &room, stdin) > 0) {
    printf("reported: %d\n", ag_report_usage(gate, "alpha", strtoll(line, NULL, 10)));
    fflush(stdout);
  }
  ag_watch_stop(watch);
  ag_close(gate);
  free(profile);
  free(line);
  return 0;
}
