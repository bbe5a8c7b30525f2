/* How much is in use, written by the product itself (docs/formats/usage-report.md). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gate.h"

enum { LONGEST_PRODUCT = 64 };

static bool has_a_file(const char *product) {
  size_t length = strlen(product);
  for (size_t i = 0; i < length; i += 1) {
    char c = product[i];
    bool letter = is_digit(c) || (small(c) >= 'a' && small(c) <= 'z');
    if (!letter && (i == 0 || (c != '.' && c != '_' && c != '-'))) return false;
  }
  return length > 0 && length <= LONGEST_PRODUCT;
}

static int write_all(int file, const char *text, size_t length) {
  while (length > 0) {
    ssize_t count = write(file, text, length);
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) {
      text += count;
      length -= (size_t)count;
    }
  }
  return fsync(file) == 0 ? 0 : errno;
}

/* Whole, or not at all: into a file beside it, then a rename. */
static int write_report(int folder, const char *product, int64_t usage) {
  static atomic_uint written;
  char name[LONGEST_PRODUCT + 64], place[LONGEST_PRODUCT + 8], text[64];
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  snprintf(name, sizeof name, "%s.%ld-%ld-%u.tmp", product, (long)getpid(), now.tv_nsec, atomic_fetch_add(&written, 1));
  snprintf(place, sizeof place, "%s.json", product);
  int length = snprintf(text, sizeof text, "{\"usage\":%" PRId64 "}\n", usage);
  int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
  if (file < 0) return errno;
  /* The umask may have left more to others, or less to the group, than the gate takes. */
  int error = fchmod(file, 0640) == 0 ? write_all(file, text, (size_t)length) : errno;
  if (close(file) != 0 && error == 0) error = errno;
  if (error == 0 && renameat(folder, name, folder, place) != 0) error = errno;
  if (error != 0) unlinkat(folder, name, 0);
  else if (fsync(folder) != 0) error = errno;
  return error;
}

int ag_report_usage(const ag_gate *gate, const char *product, int64_t usage) {
  if (gate == NULL || gate->data_folder == NULL || product == NULL || !has_a_file(product) || usage < 0 || usage > INT64_C(9007199254740991)) return EINVAL;
  int root = open(gate->data_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root < 0) return errno;
  int folder = openat(root, "usage", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  int error = folder < 0 ? errno : write_report(folder, product, usage);
  if (folder >= 0) close(folder);
  close(root);
  return error;
}
