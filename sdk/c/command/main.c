/* activation-gate: as `activation-desk check`, with its options, answers and exit statuses. */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <openssl/crypto.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activation_gate.h"

#ifdef AG_PROFILE
/* Compiled in by the Makefile: PROFILE=vendor.json. */
extern const char ag_profile[];
#define VENDOR_OPTION ""
#else
#define VENDOR_OPTION "[--vendor FILE] "
#endif

static const char HELP[] =
    "activation-gate check --product CODE [--feature FEATURE] [--built DATE] [--quiet] [--json]\n"
    "                      [--data-dir FOLDER] " VENDOR_OPTION "[--version] [--help]\n"
    "  exits with 0: may run, 1: may not, 2: could not tell\n";

/* As main was given them. */
static char **words;

/* Whom the command trusts; NULL: that was not read yet, or cannot be. */
#ifdef AG_PROFILE
static const char *profile = ag_profile;
#else
static const char *profile;
#endif

/* Asked before the options could be read, since they are what is wrong: behind “--” stand none. */
static int wants_json(void) {
  for (char **one = words + 1; *one != NULL && strcmp(*one, "--") != 0; one += 1)
    if (strcmp(*one, "--json") == 0) return 1;
  return 0;
}

/* Wherever its words stand: a “--” may be what was meant as a value. */
/* What a text may begin and end with, as everywhere else (ECMAScript's white space). */
static int is_blank(const char *text) {
  static const char *const spaces[] = {
      "\t", "\n", "\v", "\f", "\r", " ", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
      "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff"};
  while (*text != '\0') {
    size_t length = 0;
    for (size_t i = 0; length == 0 && i < sizeof spaces / sizeof *spaces; i += 1)
      if (strncmp(text, spaces[i], strlen(spaces[i])) == 0) length = strlen(spaces[i]);
    if (length == 0) return 0;
    text += length;
  }
  return 1;
}

static int asks_the_gate(void) {
  for (char **one = words + 1; *one != NULL; one += 1)
    if (strcmp(*one, "check") == 0 || strncmp(*one, "--product", strlen("--product")) == 0) return 1;
  return 0;
}

static int is_of_test(void) {
  ag_gate *gate = ag_open(profile, NULL);
  ag_answer *answer = ag_check(gate, NULL, NULL, NULL);
  int is_test = ag_is_test(answer);
  ag_answer_free(answer);
  ag_close(gate);
  return is_test;
}

/* `bound`: of the field's length, or nothing. */
static void print_invalid(const char *field, const char *bound) {
  const char *test = is_of_test() ? "\"test\":true," : "";
  printf("{%s\"error\":{\"code\":\"invalid_input\",\"params\":{\"field\":\"%s\"%s}}}\n", test, field, bound);
}

static int misuse(const char *what) {
  if (wants_json()) print_invalid("arguments", "");
  fprintf(stderr, "activation-gate: %s\n%s", what, HELP);
  return AG_COULD_NOT_TELL;
}

/* Words that nobody can be given are no 0, and no 1. */
static int after_output(int written, int status) {
  if (written >= 0 && fflush(stdout) == 0) return status;
  fprintf(stderr, "activation-gate: what was to be printed could not be written (%s)\n", strerror(errno));
  return AG_COULD_NOT_TELL;
}

static int after_help(int written) { return after_output(written, 0); }

/* A question to the gate is not answered by words: to a service they would be “may run”. */
static int after_words(int written) { return asks_the_gate() ? AG_COULD_NOT_TELL : after_help(written); }

#ifndef AG_PROFILE
/* NULL: it cannot be read, or a zero in it would hide what stands behind that. */
static char *read_whole(const char *place) {
  enum { LARGEST = 4 * 1024 * 1024 };
  FILE *file = fopen(place, "rbe");
  char *text = file == NULL ? NULL : malloc(LARGEST + 1);
  size_t length = text == NULL ? 0 : fread(text, 1, LARGEST + 1, file);
  if (text != NULL && (ferror(file) || length > LARGEST || memchr(text, '\0', length) != NULL)) {
    free(text);
    text = NULL;
  }
  if (text != NULL) text[length] = '\0';
  if (file != NULL) fclose(file);
  return text;
}
#endif

typedef struct {
  const char *product, *feature, *built, *data_folder, *vendor;
  int quiet, json, twice, forgotten, operands, is_before;
  const char *command;
} options;

static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* `--product $P --quiet` with an empty P would ask about a product “--quiet”. */
static int is_option_like(const char *word) {
  if (word[0] != '-') return 0;
  return word[1] == '-' ? is_letter(word[2]) || word[2] == '\0' : is_letter(word[1]) && word[2] == '\0';
}

/* Not an abbreviation of it. */
static int is_whole(const char *word, const char *name) {
  size_t length = strlen(name);
  return strncmp(word + 2, name, length) == 0 && (word[2 + length] == '\0' || word[2 + length] == '=');
}

/* A value that is given twice is no plain question. */
static void keep(const char **place, const char *value, options *o) {
  o->forgotten = o->forgotten || is_option_like(value);
  o->twice = o->twice || *place != NULL;
  *place = value;
}

static int read_options(int argc, char **argv, options *o) {
  static const struct option known[] = {{"product", required_argument, NULL, 'p'}, {"feature", required_argument, NULL, 'f'},
                                        {"built", required_argument, NULL, 'b'},   {"data-dir", required_argument, NULL, 'd'},
                                        {"vendor", required_argument, NULL, 'v'},  {"quiet", no_argument, NULL, 'q'},
                                        {"json", no_argument, NULL, 'j'},          {"version", no_argument, NULL, 'V'},
                                        {"help", no_argument, NULL, 'h'},          {NULL, 0, NULL, 0}};
  opterr = 0;
  /* “-”: operands come in their place, as 1. */
  for (int c, at = -1; (c = getopt_long(argc, argv, "-hV", known, &at)) != -1; at = -1) {
    if (c == 1) {
      if (o->operands++ == 0) o->command = optarg;
      if (strcmp(o->command, "help") == 0) return 'H';
      continue;
    }
    int has_value_behind = optarg != NULL && optarg == argv[optind - 1];
    if (at >= 0 && !is_whole(argv[optind - 1 - has_value_behind], known[at].name)) return '?';
    /* What is the command's own stands behind it. */
    o->is_before = o->is_before || (o->operands == 0 && strchr("pfbq", c) != NULL);
    if (c == 'p') keep(&o->product, optarg, o);
    else if (c == 'f') keep(&o->feature, optarg, o);
    else if (c == 'b') keep(&o->built, optarg, o);
    else if (c == 'd') keep(&o->data_folder, optarg, o);
    else if (c == 'v') keep(&o->vendor, optarg, o);
    else if (c == 'q') o->quiet = 1;
    else if (c == 'j') o->json = 1;
    else return c;
  }
  return 0;
}

static int say(const ag_answer *answer, const options *o) {
  ag_verdict verdict = ag_verdict_of(answer);
  if (o->quiet) return (int)verdict;
  int length = 0;
  if (o->json) length = printf("%s\n", ag_json(answer));
  else if (verdict == AG_COULD_NOT_TELL) fprintf(stderr, "activation-gate: %s\n", ag_sentence(answer));
  else length = printf("%s\n", ag_sentence(answer));
  return after_output(length, (int)verdict);
}

/* A gate without a profile looks at what it is given, and at nothing else. */
static int is_none(const char *folder, const char *product, const char *built, const char *feature) {
  ag_gate *gate = ag_open(NULL, folder);
  ag_answer *answer = ag_check(gate, product, built, feature);
  int is = strcmp(ag_reason(answer), "invalid_input") == 0;
  ag_answer_free(answer);
  ag_close(gate);
  return is;
}

/* Which part of the question is none, in the order of ours; NULL: it is one. */
static const char *wrong_field(const options *o) {
  if (is_none(NULL, o->product, NULL, NULL)) return "product";
  if (o->feature != NULL && is_none(NULL, "a", NULL, o->feature)) return "feature";
  return o->built != NULL && is_none(NULL, "a", o->built, NULL) ? "built" : NULL;
}

static int no_question(const char *field, const options *o) {
  int is_built = strcmp(field, "built") == 0;
  const char *said = strcmp(field, "product") == 0 ? o->product : o->feature;
  const char *bound = is_built ? "" : *said == '\0' ? ",\"least\":1" : ",\"most\":200";
  const char *form = is_built ? "is no day, as 2026-12-31, and no moment with Z" : "is empty, or longer than 200 letters";
  if (o->quiet) return AG_COULD_NOT_TELL;
  if (o->json) print_invalid(field, bound);
  else fprintf(stderr, "activation-gate: --%s %s\n", field, form);
  return AG_COULD_NOT_TELL;
}

int main(int argc, char **argv) {
  options o = {0};
  words = argv;
  /* A reader that has left is an answer that nobody got, and no end by a signal. */
  signal(SIGPIPE, SIG_IGN);
  int other = read_options(argc, argv, &o);
  if (other == 'V') return after_words(puts(AG_VERSION));
  if (other == 'h') return after_words(fputs(HELP, stdout));
  int is_help_behind = o.operands == 0 && optind < argc && strcmp(argv[optind], "help") == 0;
  int is_help = other == 'H' || (other == 0 && is_help_behind);
  if (other != 0 && !is_help) return misuse("an unknown option, or one without its value");
  if (o.forgotten) return misuse("an option lacks its value");
  if (o.twice) return misuse("an option is given twice");
  if (o.is_before) return misuse("--product, --feature, --built and --quiet stand behind “check”");
  /* The command is a person's, whatever is to be explained. */
  if (is_help) return after_help(fputs(HELP, stdout));
  if (o.operands != 1 || optind != argc || strcmp(o.command, "check") != 0) return misuse("what is asked is not “check”");
  if (o.product == NULL) return misuse("--product is missing");
#ifdef AG_PROFILE
  if (o.vendor != NULL) return misuse("its vendor profile is compiled in: --vendor is not taken");
#else
  if (o.vendor == NULL) return misuse("--vendor is missing: no vendor profile is compiled in");
  char *given = read_whole(o.vendor);
  if (given == NULL) return misuse("the vendor profile cannot be read");
  profile = given;
#endif
  if (o.data_folder != NULL && is_blank(o.data_folder)) return misuse("--data-dir is empty");
  const char *folder = o.data_folder != NULL ? o.data_folder : getenv("ACTIVATION_DESK_DATA_DIR");
  char *absolute = NULL;
  if (folder != NULL && folder[0] == '\0') folder = NULL;
  if (folder != NULL && folder[0] != '/') {
    char *here = realpath(".", NULL);
    if (here == NULL || asprintf(&absolute, "%s/%s", here, folder) < 0) return misuse(strerror(errno));
    free(here);
    folder = absolute;
  }
  /* Of what libcrypto sets up for a process that knows nothing of itself a gate needs nothing, and it takes a third of the time. */
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS |
                          OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_ATEXIT,
                      NULL);
  if (is_none(folder, "a", NULL, NULL)) return misuse("the path of the data folder is no UTF-8, or has letters that were lost on the way");
  const char *wrong = wrong_field(&o);
  if (wrong != NULL) return no_question(wrong, &o);
  ag_gate *gate = ag_open(profile, folder);
  ag_answer *answer = ag_check(gate, o.product, o.built, o.feature);
  int status = say(answer, &o);
  ag_answer_free(answer);
  ag_close(gate);
#ifndef AG_PROFILE
  free(given);
#endif
  free(absolute);
  return status;
}
