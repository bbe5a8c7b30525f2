/* Reads the licenses without a lock: every license that is here is found at every moment, whoever writes meanwhile
   (docs/formats/gate-v1.md#licenses). */
#define _GNU_SOURCE
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "crypto.h"
#include "store.h"

enum { LONGEST_READ_SECONDS = 15, MOST_UNITS = 262144 };

typedef struct found_folder found_folder;
struct found_folder {
  text place;
  stored_license *license;
  problem *problems;
  found_folder *next;
};

typedef struct {
  listing in;
  text revision;
  bool is_there;
  struct stat folder;
  bool quiet;
} stand;

static problem *problem_of(run *run, text where, text reason, problem *next) {
  problem *one = take(run, sizeof *one);
  *one = (problem){where, reason, next};
  return one;
}

static const recorded_answer *read_answer(run *run, file_state state) {
  const value *v = state.is == F_TEXT ? json_read(run, state.text) : NULL;
  if (v == NULL) return NULL;
  recorded_answer *answer = take(run, sizeof *answer);
  const struct { text name; text *into; } fields[] = {
      {WORD("method"), &answer->method}, {WORD("target"), &answer->target},       {WORD("host"), &answer->host},
      {WORD("date"), &answer->date},     {WORD("digest"), &answer->digest}, {WORD("signature"), &answer->signature},
      {WORD("body"), &answer->body}};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i += 1) {
    const value *field = member(v, fields[i].name);
    if (field->kind != J_TEXT) return NULL;
    *fields[i].into = field->text;
  }
  return answer;
}

/* False: it is as good as none. */
static bool read_facts(run *run, file_state state, text place, stored_license *license) {
  const value *v = state.is == F_TEXT ? json_read(run, state.text) : NULL;
  if (v == NULL) return false;
  const value *id = member(v, WORD("id")), *mode = member(v, WORD("mode")), *on = member(v, WORD("activatedOn"));
  const value *digest = member(v, WORD("codeDigest")), *id_file = member(v, WORD("idFile"));
  if (id->kind != J_TEXT || mode->kind != J_TEXT || !(on->kind == J_NULL || is_instant(on))) return false;
  if (!(is_missing(digest) || digest->kind == J_TEXT) || !(is_missing(id_file) || is_flag(id_file))) return false;
  bool online = same(mode->text, WORD("online"));
  if (!online && !same(mode->text, WORD("offline"))) return false;
  license->online = online;
  license->mode_is_noted = true;
  license->had_id_file = is_flag(id_file) && id_file->flag;
  if (digest->kind == J_TEXT) license->code_is_as_put = same(digest->text, sha256_hex(run, license->code, 64));
  if (same(folder_name(run, id->text), place)) license->id = id->text;
  return true;
}

static text without_newline(text t) {
  if (ends_with(t, WORD("\r\n"))) return part(t, 0, t.length - 2);
  return ends_with(t, WORD("\n")) ? part(t, 0, t.length - 1) : t;
}

static bool is_no_key(text t) { return units(t) > MOST_UNITS || (t.length > 0 && memchr(t.at, '\0', t.length) != NULL); }

static bool is_unread(text reason) {
  return same(reason, WORD("no_permission")) || same(reason, WORD("read_failed")) || same(reason, WORD("too_many_open_files"));
}

/* Leaves through `error` where the folder itself does not let anybody in. */
static void read_license(run *run, folder inside, text place, text where, found_folder *found, int *error) {
  file_state machine = read_file(run, inside, "machine.lic", MOST_BYTES);
  text key_file = machine.is == F_ABSENT ? WORD("typed.key") : WORD("machine.lic");
  file_state key = machine.is == F_ABSENT ? read_file(run, inside, "typed.key", MOST_BYTES) : machine;
  file_state code = read_file(run, inside, "code", MOST_BYTES);
  struct stat there;
  bool denied = (key.is == F_TROUBLE && same(key.reason, WORD("no_permission"))) ||
                (code.is == F_TROUBLE && same(code.reason, WORD("no_permission")));
  if (denied && !look_at(run, inside, "code", &there) && errno != ENOENT) {
    *error = errno;
    return;
  }
  problem *needed = NULL;
  if (code.is == F_TROUBLE) needed = problem_of(run, JOIN(run, where, WORD("/code")), code.reason, needed);
  if (key.is == F_TROUBLE) needed = problem_of(run, JOIN(run, where, WORD("/"), key_file), key.reason, needed);
  if (needed == NULL && (key.is != F_TEXT || code.is != F_TEXT)) needed = problem_of(run, where, WORD("incomplete"), NULL);
  if (needed == NULL && is_no_key(key.text)) needed = problem_of(run, JOIN(run, where, WORD("/"), key_file), WORD("unreadable"), NULL);
  if (needed == NULL && is_no_key(code.text)) needed = problem_of(run, JOIN(run, where, WORD("/code")), WORD("unreadable"), NULL);
  found->problems = needed;
  if (needed != NULL) return;
  file_state facts = read_file(run, inside, "activation.json", MOST_BYTES), answer = {F_ABSENT, NO_TEXT, NO_TEXT};
  int answers = open_folder(run, inside, "answers");
  if (answers >= 0) answer = read_file(run, (folder){answers, NULL}, "validation.json", MOST_BYTES);
  else if (errno != ENOENT) answer = (file_state){F_TROUBLE, NO_TEXT, reason_of(run, errno)};
  let_go(run, answers);
  if (answer.is == F_TROUBLE) found->problems = problem_of(run, JOIN(run, where, WORD("/answers/validation.json")), answer.reason, NULL);
  if (facts.is == F_TROUBLE) found->problems = problem_of(run, JOIN(run, where, WORD("/activation.json")), facts.reason, found->problems);
  stored_license *license = found->license = take(run, sizeof *license);
  *license = (stored_license){
      .id = place, .key = key.text, .code = without_newline(code.text), .code_is_as_put = -1, .where = where, .key_file = key_file};
  license->answer_is_unread = answer.is == F_TROUBLE && is_unread(answer.reason);
  license->answer = read_answer(run, answer);
  if (!read_facts(run, facts, place, license)) license->online = answer.is != F_ABSENT;
}

/* NULL: it moved or vanished meanwhile. */
static found_folder *read_one(run *run, folder above, text name, text place, text where) {
  struct stat before, after;
  found_folder *found = take(run, sizeof *found);
  found->place = place;
  int error = 0;
  if (!look_at(run, above, name.at, &before)) error = errno;
  else if (!S_ISDIR(before.st_mode)) error = ENOTDIR;
  else {
    int inside = open_folder(run, above, name.at);
    if (inside < 0) error = errno;
    else read_license(run, (folder){inside, NULL}, place, where, found, &error);
    let_go(run, inside);
    if (error == 0 && !look_at(run, above, name.at, &after)) error = errno;
    if (error == 0) return after.st_ino == before.st_ino && after.st_dev == before.st_dev ? found : NULL;
  }
  if (error == ENOENT) return NULL;
  text reason = reason_of(run, error);
  found->license = NULL;
  found->problems = problem_of(run, where, same(reason, WORD("not_a_file")) ? WORD("not_a_folder") : reason, NULL);
  return found;
}


/* Before the first dot; of a final `.for-…` what follows. */
static text place_of(text staged) {
  ptrdiff_t dot = find(staged, WORD("."));
  return dot < 0 ? staged : part(staged, 0, (size_t)dot);
}

static text former_of(text staged) {
  for (size_t at = staged.length; at > 0; at -= 1) {
    if (staged.at[at - 1] != '.') continue;
    text last = from(staged, at);
    return starts_with(last, WORD("for-")) && last.length > 4 ? from(last, 4) : NO_TEXT;
  }
  return NO_TEXT;
}

/* Which of the places that anything in staging is for are taken: those in `licenses`, whose names come first. */
typedef struct {
  named *names;
  size_t count;
  bool *taken;
} places;

static places places_of(run *run, const stand *now, const text *staged, size_t count) {
  size_t most = now->in.count + count;
  places all = {take_many(run, most, sizeof(named)), 0, take_many(run, most, sizeof(bool))};
  for (size_t i = 0; i < now->in.count; i += 1) {
    all.taken[i] = true;
    all.names[all.count++] = (named){now->in.names[i], i};
  }
  for (size_t i = 0; i < count; i += 1) all.names[all.count++] = (named){place_of(staged[i]), now->in.count + i};
  sort_named(all.names, all.count);
  return all;
}

/* NULL: nothing was ever there. */
static bool *taken(const places *all, text place) {
  const named *found = find_named(all->names, all->count, place);
  return found == NULL ? NULL : &all->taken[found->place];
}

/* `end`: of the list of what was found. */
static void read_staging(run *run, store *store, const stand *now, found_folder **end) {
  listing in;
  if (!list_folder(run, store->folder, "staging", &in) || in.count == 0) return;
  const text *names = in.names;
  places all = places_of(run, now, names, in.count);
  for (size_t i = 0; i < in.count; i += 1) {
    text former = former_of(names[i]), place = place_of(names[i]);
    bool *is_taken = taken(&all, place), *is_former = former.at == NULL ? NULL : taken(&all, former);
    if (ends_with(names[i], WORD(".removed")) || *is_taken || (is_former != NULL && *is_former)) continue;
    int staging = open_folder(run, store->folder, "staging");
    found_folder *one = staging < 0 ? NULL : read_one(run, (folder){staging, NULL}, names[i], place, JOIN(run, WORD("staging/"), names[i]));
    let_go(run, staging);
    if (one == NULL || one->license == NULL) continue;
    *is_taken = true;
    *end = one;
    end = &one->next;
  }
}

/* Whether something went while it was read: what was found counts for nothing then. */
static bool read_once(run *run, store *store, const stand *now, found_folder **all) {
  size_t count = 0;
  found_folder **end = all;
  text licenses = below(run, store, WORD("licenses"));
  const text *names = now->in.names;
  if (now->in.count > 0) {
    int inside = open_folder(run, store->folder, "licenses");
    if (inside < 0 && errno == ENOTDIR) not_ours(run, licenses);
    if (inside < 0 && errno != ENOENT) leave_by(run, errno, licenses);
    for (size_t i = 0; inside >= 0 && i < now->in.count; i += 1) {
      found_folder *one = read_one(run, (folder){inside, NULL}, names[i], names[i], JOIN(run, WORD("licenses/"), names[i]));
      if (one == NULL) continue;
      *end = one;
      end = &one->next;
      count += 1;
    }
    let_go(run, inside);
  }
  if (count < now->in.count) return true;
  read_staging(run, store, now, end);
  return false;
}

static double seconds_of(struct timespec t) { return (double)t.tv_sec + (double)t.tv_nsec / 1e9; }

#ifdef __APPLE__
#define st_mtim st_mtimespec
#define st_ctim st_ctimespec
#endif

static stand look(run *run, store *store) {
  stand now = {0};
  text licenses = below(run, store, WORD("licenses"));
  file_state revision = read_file(run, store->folder, "revision", MOST_BYTES);
  now.revision = revision.is == F_TEXT ? revision.text : WORD("");
  if (!look_at(run, store->folder, "licenses", &now.folder)) {
    if (errno != ENOENT) leave_by(run, errno, licenses);
    return now;
  }
  now.is_there = true;
  struct timespec clock;
  clock_gettime(CLOCK_REALTIME, &clock);
  now.quiet = fmax(seconds_of(now.folder.st_mtim), seconds_of(now.folder.st_ctim)) + 1 < seconds_of(clock);
  if (!list_folder(run, store->folder, "licenses", &now.in) && errno != ENOENT) {
    if (errno == ENOTDIR) not_ours(run, licenses);
    leave_by(run, errno, licenses);
  }
  return now;
}

static bool has_same(const text *some, size_t count, const text *others, size_t other_count) {
  for (size_t i = 0; i < count && count == other_count; i += 1)
    if (!same(some[i], others[i])) return false;
  return count == other_count;
}

static bool is_same(const stand *a, const stand *b) {
  if (a->is_there != b->is_there || !has_same(a->in.names, a->in.count, b->in.names, b->in.count)) return false;
  if (!has_same(a->in.unnamed, a->in.unnamed_count, b->in.unnamed, b->in.unnamed_count)) return false;
  if (!same(a->revision, b->revision) && !b->quiet) return false;
  if (!a->is_there) return true;
  if (a->folder.st_ino != b->folder.st_ino || a->folder.st_dev != b->folder.st_dev) return false;
  if (seconds_of(a->folder.st_mtim) != seconds_of(b->folder.st_mtim) || a->folder.st_mtim.tv_nsec != b->folder.st_mtim.tv_nsec) return false;
  if (a->folder.st_ctim.tv_sec != b->folder.st_ctim.tv_sec || a->folder.st_ctim.tv_nsec != b->folder.st_ctim.tv_nsec) return false;
  return true;
}

static double monotonic(void) {
  struct timespec clock;
  clock_gettime(CLOCK_MONOTONIC, &clock);
  return seconds_of(clock);
}

void read_licenses(run *run, store *store) {
  double deadline = monotonic() + LONGEST_READ_SECONDS;
  for (;;) {
    found_folder *all = NULL;
    stand before = look(run, store);
    bool moved = read_once(run, store, &before, &all);
    stand after = look(run, store);
    if (!moved && is_same(&before, &after)) {
      stored_license **place = &store->licenses;
      for (; all != NULL; all = all->next) {
        for (problem *one = all->problems; one != NULL; one = one->next) add_problem(run, store, one->where, one->reason);
        if (all->license == NULL) continue;
        *place = all->license;
        place = &all->license->next;
      }
      /* What nothing can be called by is no license that anybody wrote, and is not looked at. */
      for (size_t i = 0; i < before.in.unnamed_count; i += 1)
        add_problem(run, store, JOIN(run, WORD("licenses/"), before.in.unnamed[i]), WORD("unreadable"));
      return;
    }
    if (monotonic() > deadline || (run->stops != NULL && *run->stops)) leave_by(run, EBUSY, word(store->root));
  }
}
