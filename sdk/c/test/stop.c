/*
 * For the tests: a watch is stopped while its question is asked anew without end, as a store's folder differs each time and the clock
 * that would end that stands. Prints whether its listener was called.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "activation_gate.h"

enum { ENOUGH = 50 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int looked;
static atomic_int called;

/* These are in the place of the C library's. */
int fstatat(int above, const char *restrict name, struct stat *restrict found, int flags) {
  int error = (int)syscall(SYS_newfstatat, above, name, found, flags);
  pthread_mutex_lock(&mutex);
  found->st_mtim.tv_nsec = looked % 1000;
  looked += 1;
  if (looked == ENOUGH) pthread_cond_signal(&changed);
  pthread_mutex_unlock(&mutex);
  return error;
}

int lstat(const char *restrict name, struct stat *restrict found) { return fstatat(AT_FDCWD, name, found, AT_SYMLINK_NOFOLLOW); }

int clock_gettime(clockid_t clock, struct timespec *now) {
  (void)clock;
  *now = (struct timespec){1800000000, 0};
  return 0;
}

static void called_back(const ag_answer *answer, void *context) {
  (void)answer;
  (void)context;
  called += 1;
}

int main(int argc, char **argv) {
  char *profile = NULL;
  size_t room = 0;
  FILE *file = argc == 3 ? fopen(argv[1], "re") : NULL;
  if (file == NULL || getdelim(&profile, &room, '\0', file) < 0) return 2;
  fclose(file);
  ag_gate *gate = ag_open(profile, argv[2]);
  ag_watch *watch = ag_watch_start(gate, called_back, NULL, "alpha", NULL, NULL, 1);
  pthread_mutex_lock(&mutex);
  while (looked < ENOUGH) pthread_cond_wait(&changed, &mutex);
  pthread_mutex_unlock(&mutex);
  ag_watch_stop(watch);
  printf("calls: %d\n", called);
  ag_close(gate);
  free(profile);
  return 0;
}
