/* Asks again and again, and calls back when the answer is another one. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gate.h"

/* macOS has no other for a condition. */
#ifdef __APPLE__
#define WAITED_BY CLOCK_REALTIME
#else
#define WAITED_BY CLOCK_MONOTONIC
#endif

/* Seconds: a day. */
enum { LONGEST = 86400 };

struct ag_watch {
  const ag_gate *gate;
  char *product, *built, *feature;
  unsigned seconds;
  ag_listener listener;
  void *context;
  pthread_t thread;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  atomic_bool stops;
  bool ends_itself;
};

static bool waits_on(ag_watch *watch) {
  struct timespec until;
  clock_gettime(WAITED_BY, &until);
  until.tv_sec += watch->seconds;
  pthread_mutex_lock(&watch->mutex);
  while (!watch->stops && pthread_cond_timedwait(&watch->wake, &watch->mutex, &until) != ETIMEDOUT) {}
  bool stops = watch->stops;
  pthread_mutex_unlock(&watch->mutex);
  return !stops;
}

/* Who stops it sees a call that runs, for which he waits, or none begins. */
static bool begins(ag_watch *watch) {
  pthread_mutex_lock(&watch->mutex);
  bool stops = watch->stops;
  pthread_mutex_unlock(&watch->mutex);
  return !stops;
}

static void end_watch(ag_watch *watch) {
  free(watch->product);
  free(watch->built);
  free(watch->feature);
  pthread_cond_destroy(&watch->wake);
  pthread_mutex_destroy(&watch->mutex);
  free(watch);
}

static void *run_watch(void *of) {
  ag_watch *watch = of;
  ag_answer *last = NULL;
  do {
    ag_answer *now = check_until(watch->gate, &watch->stops, watch->product, watch->built, watch->feature);
    bool changed = last == NULL || strcmp(ag_json(last), ag_json(now)) != 0;
    ag_answer_free(last);
    last = now;
    if (changed && begins(watch)) watch->listener(now, watch->context);
  } while (waits_on(watch));
  ag_answer_free(last);
  pthread_mutex_lock(&watch->mutex);
  bool ends_itself = watch->ends_itself;
  pthread_mutex_unlock(&watch->mutex);
  if (ends_itself) end_watch(watch);
  return NULL;
}

static char *kept(const char *text, bool *lost) {
  char *copied = text == NULL ? NULL : strdup(text);
  *lost = *lost || (text != NULL && copied == NULL);
  return copied;
}

ag_watch *ag_watch_start(const ag_gate *gate, ag_listener listener, void *context, const char *product, const char *built,
                         const char *feature, unsigned seconds) {
  ag_watch *watch = calloc(1, sizeof *watch);
  bool lost = gate == NULL || listener == NULL;
  if (watch == NULL) return NULL;
  watch->gate = gate;
  watch->product = kept(product, &lost);
  watch->built = kept(built, &lost);
  watch->feature = kept(feature, &lost);
  watch->seconds = seconds == 0 ? 1 : seconds > LONGEST ? LONGEST : seconds;
  watch->listener = listener;
  watch->context = context;
  pthread_condattr_t by;
  pthread_condattr_init(&by);
#ifndef __APPLE__
  pthread_condattr_setclock(&by, WAITED_BY);
#endif
  pthread_mutex_init(&watch->mutex, NULL);
  pthread_cond_init(&watch->wake, &by);
  pthread_condattr_destroy(&by);
  if (!lost && pthread_create(&watch->thread, NULL, run_watch, watch) == 0) return watch;
  end_watch(watch);
  return NULL;
}

void ag_watch_stop(ag_watch *watch) {
  if (watch == NULL) return;
  pthread_mutex_lock(&watch->mutex);
  bool is_own = pthread_equal(pthread_self(), watch->thread) != 0;
  /* Who stops it first ends it: a callback that stops it while another thread waits for that leaves it to that one. */
  if (is_own && !watch->stops) {
    watch->ends_itself = true;
    pthread_detach(watch->thread);
  }
  watch->stops = true;
  pthread_cond_signal(&watch->wake);
  pthread_mutex_unlock(&watch->mutex);
  if (is_own) return;
  pthread_join(watch->thread, NULL);
  end_watch(watch);
}
