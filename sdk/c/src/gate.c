#define _GNU_SOURCE
#include "gate.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "formats.h"

#if defined(__APPLE__)
#define MACHINE_FOLDER "/Library/Application Support/Activation Desk"
#else
#define MACHINE_FOLDER "/var/lib/activation-desk"
#endif

/* Absolute, as its text has it: “..” takes away the name before it, whatever that is. NULL, and errno: ENOMEM; another one where
   it is relative and there is no working folder. */
static char *whole(const char *folder) {
  char *here = folder[0] == '/' ? NULL : getcwd(NULL, 0);
  if (here == NULL && folder[0] != '/') return NULL;
  size_t room = (here == NULL ? 0 : strlen(here)) + strlen(folder) + 3, length = 0;
  char *path = malloc(room);
  if (path != NULL) snprintf(path, room, "%s/%s", here == NULL ? "" : here, folder);
  free(here);
  if (path == NULL) return NULL;
  for (const char *at = path; *at != '\0';) {
    at += strspn(at, "/");
    size_t name = strcspn(at, "/");
    bool is_above = name == 2 && at[0] == '.' && at[1] == '.';
    while (is_above && length > 0 && path[--length] != '/') {}
    if (!is_above && name > 0 && !(name == 1 && at[0] == '.')) {
      path[length++] = '/';
      memmove(path + length, at, name);
      length += name;
    }
    at += name;
  }
  if (length == 0) path[length++] = '/';
  path[length] = '\0';
  return path;
}

/* U+FFFD stands for letters that were lost on the way here: with it in its path it is not the folder that was meant. In what is
   no UTF-8 other languages have it. */
static bool has_lost_letters(const char *path) {
  return strstr(path, "\xEF\xBF\xBD") != NULL || decode_strictly((const unsigned char *)path, strlen(path)).at == NULL;
}

/* NULL, and errno: ENOMEM; another one where it can be none. */
static char *place_of(const char *folder) {
  char *path = whole(folder);
  if (path == NULL || !(has_lost_letters(folder) || has_lost_letters(path))) return path;
  free(path);
  errno = EINVAL;
  return NULL;
}

ag_gate *ag_open(const char *profile, const char *data_folder) {
  ag_gate *gate = calloc(1, sizeof *gate);
  if (gate == NULL) return NULL;
  gate->profile = strdup(profile == NULL ? "" : profile);
  gate->data_folder = place_of(data_folder == NULL || *data_folder == '\0' ? MACHINE_FOLDER : data_folder);
  gate->clock = NAN;
  if (gate->profile != NULL && (gate->data_folder != NULL || errno != ENOMEM)) return gate;
  ag_close(gate);
  return NULL;
}

void ag_close(ag_gate *gate) {
  if (gate == NULL) return;
  free(gate->profile);
  free(gate->data_folder);
  free(gate);
}

static double clock_of(const ag_gate *gate) {
  struct timespec now;
  if (!isnan(gate->clock)) return gate->clock;
  clock_gettime(CLOCK_REALTIME, &now);
  return (double)now.tv_sec * 1000 + (double)(now.tv_nsec / 1000000);
}

static text asked(run *run, const char *said) {
  text t = decode(run, (const unsigned char *)said, strlen(said));
  size_t length = units(t);
  if (length == 0 || length > 200) leave(run, "invalid_input", NO_TEXT, NO_TEXT);
  return t;
}

/* A day, or a moment with Z. */
static double built_on(run *run, const char *built) {
  double at;
  text t = word(built);
  bool day = t.length == 10, zulu = t.length > 11 && t.at[10] == 'T' && t.at[t.length - 1] == 'Z';
  if ((!day && !zulu) || !read_instant(t, &at)) leave(run, "invalid_input", NO_TEXT, NO_TEXT);
  return at;
}

static void ask(ag_answer *a, const ag_gate *gate, const char *product, const char *built, const char *feature) {
  run *run = &a->run;
  question q = {NO_TEXT, NO_TEXT, NAN};
  const profile *profile = read_profile(run, word(gate->profile));
  a->is_test = profile != NULL && profile->test;
  q.product = asked(run, product == NULL ? "" : product);
  if (feature != NULL) q.feature = asked(run, feature);
  if (built != NULL) q.built = built_on(run, built);
  if (gate->data_folder == NULL) leave(run, "invalid_input", NO_TEXT, NO_TEXT);
  if (profile == NULL) leave(run, "profile_invalid", NO_TEXT, NO_TEXT);
  if (profile->key_count == 0) leave(run, "vendor_without_keys", NO_TEXT, NO_TEXT);
  machine machine = read_machine(run, gate->data_folder, profile->machine_id_file, gate->sources);
  store *store = read_store(run, gate->data_folder);
  answer(a, profile, judge(run, store, &machine, profile, &q, clock_of(gate)), &q);
}

static ag_answer NO_MEMORY = {.verdict = AG_COULD_NOT_TELL,
                              .reason = "out_of_memory",
                              .until = INFINITY,
                              .maintenance_until = INFINITY,
                              .json = "{\"error\":{\"code\":\"out_of_memory\"}}",
                              .sentence = "It cannot be told whether the product may run: out_of_memory."};

/* False: the run was left. What is changed in here is not looked at behind it. */
static bool asks(ag_answer *a, const ag_gate *gate, const char *product, const char *built, const char *feature) {
  if (setjmp(a->run.out) != 0) return false;
  ask(a, gate, product, built, feature);
  return true;
}

static bool refuses(ag_answer *a) {
  if (setjmp(a->run.out) != 0) return false;
  answer_refusal(a);
  return true;
}

ag_answer *check_until(const ag_gate *gate, const atomic_bool *stops, const char *product, const char *built, const char *feature) {
  ag_answer *a = gate == NULL ? NULL : calloc(1, sizeof *a);
  if (a == NULL) return &NO_MEMORY;
  a->run.stops = stops;
  for (int i = 0; i < MOST_OPEN; i += 1) a->run.open[i] = -1;
  if (asks(a, gate, product, built, feature)) return a;
  for (int i = 0; i < MOST_OPEN; i += 1) let_go(&a->run, a->run.open[i]);
  if (refuses(a)) return a;
  ag_answer_free(a);
  return &NO_MEMORY;
}

ag_answer *ag_check(const ag_gate *gate, const char *product, const char *built, const char *feature) {
  return check_until(gate, NULL, product, built, feature);
}

void ag_answer_free(ag_answer *a) {
  if (a == NULL || a == &NO_MEMORY) return;
  run_end(&a->run);
  free(a);
}

static int number_of(bool is_there, double number, int64_t *into) {
  if (!is_there) return 0;
  if (into != NULL) *into = number >= 0x1p63 ? INT64_MAX : (int64_t)number;
  return 1;
}

/* Of no answer at all as of one for which there is no memory. */
static const ag_answer *told(const ag_answer *a) { return a == NULL ? &NO_MEMORY : a; }

ag_verdict ag_verdict_of(const ag_answer *a) { return told(a)->verdict; }
int ag_is_allowed(const ag_answer *a) { return told(a)->verdict == AG_MAY_RUN; }
const char *ag_status(const ag_answer *a) { return told(a)->status; }
const char *ag_reason(const ag_answer *a) { return told(a)->reason; }
const char *ag_error_path(const ag_answer *a) { return told(a)->path; }
const char *ag_error_cause(const ag_answer *a) { return told(a)->cause; }
int ag_limit(const ag_answer *a, int64_t *limit) { return number_of(told(a)->has_limit, told(a)->limit, limit); }
int ag_usage(const ag_answer *a, int64_t *usage) { return number_of(told(a)->has_usage, told(a)->usage, usage); }
int ag_until(const ag_answer *a, int64_t *time) { return number_of(told(a)->until < INFINITY, told(a)->until, time); }
int ag_days_left(const ag_answer *a, int64_t *days) { return number_of(told(a)->until < INFINITY, told(a)->days_left, days); }
int ag_maintenance_until(const ag_answer *a, int64_t *time) {
  return number_of(told(a)->maintenance_until < INFINITY, told(a)->maintenance_until, time);
}
size_t ag_feature_count(const ag_answer *a) { return told(a)->feature_count; }
const char *ag_feature(const ag_answer *a, size_t index) { return index < told(a)->feature_count ? told(a)->features[index] : NULL; }
int ag_is_test(const ag_answer *a) { return told(a)->is_test; }
const char *ag_json(const ag_answer *a) { return told(a)->json; }
const char *ag_sentence(const ag_answer *a) { return told(a)->sentence; }
