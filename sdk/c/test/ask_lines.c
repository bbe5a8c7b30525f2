/*
 * For the tests, by lines from standard input: a folder that a case was laid out in, clock, product, what is asked
 * more, and the data folder where it is another, with tabs between; "-" is nothing. Each is answered by a line: the JSON and, behind a tab, the sentence. With "machine" before a system and a folder: which machine
 * that is, by its files (linux) or by the file "value", what it says of itself.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gate.h"

static char *read_whole(const char *place) {
  FILE *file = fopen(place, "rbe");
  char *text = NULL;
  size_t room = 0;
  if (file == NULL || getdelim(&text, &room, '\0', file) < 0) abort();
  fclose(file);
  return text;
}

static void tell_machine(const char *system, const char *folder) {
  char *data, *dbus, *etc, *value;
  run run = {0};
  if (asprintf(&data, "%s/data", folder) < 0 || asprintf(&dbus, "%s/system/dbus/machine-id", folder) < 0 ||
      asprintf(&etc, "%s/system/etc/machine-id", folder) < 0 || asprintf(&value, "%s/value", folder) < 0)
    abort();
  const char *sources[] = {dbus, etc, NULL};
  memset(run.open, 0xff, sizeof run.open);
  if (setjmp(run.out) == 0) {
    text id = strcmp(system, "linux") == 0 ? read_machine(&run, data, true, sources).id
                                           : id_said(&run, read_source(&run, value).text);
    printf("{\"id\":\"%.*s\"}\n", (int)id.length, id.at);
  } else {
    printf("{\"error\":{\"code\":\"%s\"}}\n", run.code);
  }
  fflush(stdout);
  run_end(&run);
  free(data);
  free(dbus);
  free(etc);
  free(value);
}

static const char *said(const char *word) { return strcmp(word, "-") == 0 ? NULL : word; }

int main(void) {
  char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, stdin) > 0) {
    char *rest = line, *fields[6], *place, *data, *dbus, *etc;
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "machine\t", 8) == 0) {
      rest = line + 8;
      char *system = strsep(&rest, "\t");
      tell_machine(system, rest);
      continue;
    }
    for (int i = 0; i < 6; i += 1)
      if ((fields[i] = strsep(&rest, "\t")) == NULL && i < 5) abort();
    if (asprintf(&place, "%s/vendor.json", fields[0]) < 0 || asprintf(&data, "%s/data", fields[0]) < 0 ||
        asprintf(&dbus, "%s/system/dbus/machine-id", fields[0]) < 0 || asprintf(&etc, "%s/system/etc/machine-id", fields[0]) < 0)
      abort();
    const char *sources[] = {dbus, etc, NULL};
    char *profile = read_whole(place);
    ag_gate *gate = ag_open(profile, fields[5] == NULL ? data : fields[5]);
    gate->sources = sources;
    gate->clock = strtod(fields[1], NULL);
    ag_answer *answer = ag_check(gate, fields[2], said(fields[4]), said(fields[3]));
    if (ag_is_test(answer) != (strncmp(ag_json(answer), "{\"test\":true", 12) == 0) || ag_is_allowed(answer) != (ag_verdict_of(answer) == AG_MAY_RUN)) abort();
    printf("%s\t%s\n", ag_json(answer), ag_sentence(answer));
    fflush(stdout);
    ag_answer_free(answer);
    ag_close(gate);
    free(profile);
    free(place);
    free(data);
    free(dbus);
    free(etc);
  }
  free(line);
  return 0;
}
