/*
 * For the tests: a check in which memory is refused, once at each allocation, or from each on, in a process that has asked
 * before, and at every 64th in one that has not. Its arguments: profile (a file), data folder. Prints what was answered to it,
 * and to the next, to which no memory is refused.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "activation_gate.h"

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);

/* Opening libcrypto takes thousands. */
enum { OPENING = 64 };

static struct {
  int on, goes_on;
  long at, count;
} refused;

static int refuses(void) {
  if (!refused.on) return 0;
  long number = refused.count++;
  int refuses = refused.goes_on ? number >= refused.at : number == refused.at;
  if (refuses) errno = ENOMEM;
  return refuses;
}

/* Instead of the system's, for libcrypto and the system's library, too. */
#define OURS __attribute__((visibility("default")))
OURS void *malloc(size_t size) { return refuses() ? NULL : __libc_malloc(size); }
OURS void *calloc(size_t count, size_t size) { return refuses() ? NULL : __libc_calloc(count, size); }
OURS void *realloc(void *at, size_t size) { return refuses() ? NULL : __libc_realloc(at, size); }

static const char *profile, *data_folder;

/* Into `said`; whether memory was refused. */
static int check(long at, int goes_on, char said[256]) {
  refused.at = at;
  refused.goes_on = goes_on;
  refused.count = 0;
  refused.on = at >= 0;
  ag_gate *gate = ag_open(profile, data_folder);
  ag_answer *answer = ag_check(gate, "alpha", NULL, NULL);
  refused.on = 0;
  const char *status = ag_status(answer), *reason = ag_reason(answer);
  snprintf(said, 256, "%d %s %s", (int)ag_verdict_of(answer), status == NULL ? "-" : status, reason == NULL ? "-" : reason);
  ag_answer_free(answer);
  ag_close(gate);
  return refused.count > at;
}

/* In a process of its own; 0: there is no such allocation. */
static int tell(const char *name, long at, int goes_on) {
  pid_t child = fork();
  if (child == 0) {
    char said[256], next[256];
    int was_refused = check(at, goes_on, said);
    check(-1, 0, next);
    if (was_refused) printf("%s: %s, then %s\n", name, said, next);
    fflush(stdout);
    _exit(was_refused ? 1 : 0);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) return 0;
  if (!WIFEXITED(status)) printf("%s: signal %d\n", name, WTERMSIG(status));
  return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static void tell_all(const char *name, long step, int goes_on) {
  for (long at = 0; tell(name, at, goes_on); at += step) fflush(stdout);
}

int main(int argc, char **argv) {
  char *text = NULL;
  char said[256];
  size_t room = 0;
  FILE *file = argc == 3 ? fopen(argv[1], "re") : NULL;
  if (file == NULL || getdelim(&text, &room, '\0', file) < 0) return 2;
  fclose(file);
  profile = text;
  data_folder = argv[2];
  tell_all("at first, once", OPENING, 0);
  tell_all("at first, from there on", OPENING, 1);
  check(-1, 0, said);
  printf("meant: %s\n", said);
  fflush(stdout);
  tell_all("once", 1, 0);
  tell_all("from there on", 1, 1);
  free(text);
  return 0;
}
