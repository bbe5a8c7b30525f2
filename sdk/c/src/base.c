#include "base.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct block {
  block *before;
  size_t size;
  size_t used;
  max_align_t bytes[];
};

enum { BLOCK = 64 * 1024 };

void run_end(run *run) {
  for (int i = 0; i < MOST_OPEN; i += 1)
    if (run->open[i] >= 0) close(run->open[i]);
  for (block *one = run->blocks; one != NULL;) {
    block *before = one->before;
    free(one);
    one = before;
  }
  run->blocks = NULL;
}

void out_of_memory(run *run) { leave(run, "out_of_memory", NO_TEXT, NO_TEXT); }

void leave(run *run, const char *code, text path, text reason) {
  run->code = code;
  run->path = path;
  run->reason = reason;
  longjmp(run->out, 1);
}

void *take(run *run, size_t size) {
  size_t align = sizeof(max_align_t);
  if (size > SIZE_MAX / 2) out_of_memory(run);
  size = (size + align - 1) / align * align;
  block *top = run->blocks;
  if (top == NULL || top->size - top->used < size) {
    size_t room = size > BLOCK ? size : BLOCK;
    block *fresh = malloc(sizeof(block) + room);
    if (fresh == NULL) out_of_memory(run);
    fresh->size = room;
    fresh->used = 0;
    fresh->before = top;
    run->blocks = top = fresh;
  }
  void *taken = (char *)top->bytes + top->used;
  top->used += size;
  memset(taken, 0, size);
  return taken;
}

void *take_many(run *run, size_t count, size_t size) {
  if (count > SIZE_MAX / 2 / (size + 1)) out_of_memory(run);
  return take(run, count * size + 1);
}

int hold(run *run, int file) {
  for (int i = 0; file >= 0 && i < MOST_OPEN; i += 1)
    if (run->open[i] < 0) return run->open[i] = file;
  return file;
}

void hand_over(run *run, int file) {
  for (int i = 0; i < MOST_OPEN; i += 1)
    if (run->open[i] == file) run->open[i] = -1;
}

void let_go(run *run, int file) {
  hand_over(run, file);
  if (file >= 0) close(file);
}

text word(const char *c) { return c == NULL ? NO_TEXT : (text){c, strlen(c)}; }

text copy(run *run, text t) {
  char *to = take(run, t.length + 1);
  if (t.length > 0) memcpy(to, t.at, t.length);
  return (text){to, t.length};
}

const char *c_string(run *run, text t) { return copy(run, t).at; }

text joined(run *run, const text *parts, size_t count) {
  size_t length = 0;
  for (size_t i = 0; i < count; i += 1) length += parts[i].length;
  char *to = take(run, length + 1), *end = to;
  for (size_t i = 0; i < count; i += 1) {
    if (parts[i].length > 0) memcpy(end, parts[i].at, parts[i].length);
    end += parts[i].length;
  }
  return (text){to, length};
}

bool same(text a, text b) { return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0); }

bool starts_with(text t, text with) { return t.length >= with.length && same(part(t, 0, with.length), with); }

bool ends_with(text t, text with) {
  return t.length >= with.length && same(from(t, t.length - with.length), with);
}

ptrdiff_t find(text in, text what) {
  if (what.length > in.length) return -1;
  const char *end = in.at + (in.length - what.length);
  for (const char *at = in.at; at <= end; at += 1) {
    at = memchr(at, what.at[0], (size_t)(end - at) + 1);
    if (at == NULL) return -1;
    if (memcmp(at, what.at, what.length) == 0) return at - in.at;
  }
  return -1;
}

text from(text t, size_t start) { return part(t, start, t.length); }

text part(text t, size_t start, size_t end) {
  return t.at == NULL ? t : (text){t.at + start, end - start};
}

/* One step of a decoder of the Encoding Standard: a point, or -1 for each maximal part that is none. */
static int32_t step(const unsigned char *bytes, size_t length, size_t *at) {
  unsigned char lead = bytes[*at];
  *at += 1;
  if (lead < 0x80) return lead;
  int more = lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
  if (more == 0) return -1;
  unsigned char least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  unsigned char most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  int32_t point = lead & (0x3f >> more);
  for (; more > 0; more -= 1) {
    if (*at >= length || bytes[*at] < least || bytes[*at] > most) return -1;
    point = (point << 6) | (bytes[*at] & 0x3f);
    *at += 1;
    least = 0x80;
    most = 0xbf;
  }
  return point;
}

void put_point(char **out, uint32_t point) {
  unsigned char *to = (unsigned char *)*out;
  if (point < 0x80) {
    *to++ = (unsigned char)point;
  } else if (point < 0x800) {
    *to++ = (unsigned char)(0xc0 | (point >> 6));
    *to++ = (unsigned char)(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    *to++ = (unsigned char)(0xe0 | (point >> 12));
    *to++ = (unsigned char)(0x80 | ((point >> 6) & 0x3f));
    *to++ = (unsigned char)(0x80 | (point & 0x3f));
  } else {
    *to++ = (unsigned char)(0xf0 | (point >> 18));
    *to++ = (unsigned char)(0x80 | ((point >> 12) & 0x3f));
    *to++ = (unsigned char)(0x80 | ((point >> 6) & 0x3f));
    *to++ = (unsigned char)(0x80 | (point & 0x3f));
  }
  *out = (char *)to;
}

/* How many bytes from there on are ASCII; nearly all are. */
static size_t plain_from(const unsigned char *bytes, size_t length, size_t at) {
  size_t start = at;
  for (uint64_t eight; length - at >= sizeof eight; at += sizeof eight) {
    memcpy(&eight, bytes + at, sizeof eight);
    if ((eight & 0x8080808080808080u) != 0) break;
  }
  while (at < length && bytes[at] < 0x80) at += 1;
  return at - start;
}

text decode(run *run, const unsigned char *bytes, size_t length) {
  char *to = take_many(run, length, plain_from(bytes, length, 0) == length ? 1 : 3), *end = to;
  for (size_t at = 0; at < length;) {
    size_t plain = plain_from(bytes, length, at);
    memcpy(end, bytes + at, plain);
    end += plain;
    at += plain;
    if (at == length) break;
    int32_t point = step(bytes, length, &at);
    put_point(&end, point < 0 ? 0xfffd : (uint32_t)point);
  }
  return (text){to, (size_t)(end - to)};
}

text decode_strictly(const unsigned char *bytes, size_t length) {
  for (size_t at = plain_from(bytes, length, 0); at < length; at += plain_from(bytes, length, at))
    if (step(bytes, length, &at) < 0) return NO_TEXT;
  text whole = {(const char *)bytes, length};
  return starts_with(whole, WORD("\xef\xbb\xbf")) ? from(whole, 3) : whole;
}

/* Of a text of ours: well-formed, but for lone surrogates. */
uint32_t next_point(text t, size_t *at) {
  const unsigned char *b = (const unsigned char *)t.at + *at;
  if (b[0] < 0x80) return *at += 1, b[0];
  if (b[0] < 0xe0) return *at += 2, ((b[0] & 0x1fu) << 6) | (b[1] & 0x3fu);
  if (b[0] < 0xf0) return *at += 3, ((b[0] & 0xfu) << 12) | ((b[1] & 0x3fu) << 6) | (b[2] & 0x3fu);
  return *at += 4, ((b[0] & 7u) << 18) | ((b[1] & 0x3fu) << 12) | ((b[2] & 0x3fu) << 6) | (b[3] & 0x3fu);
}

text encodable(run *run, text t) {
  /* The first byte of each surrogate. */
  if (t.length == 0 || memchr(t.at, 0xed, t.length) == NULL) return t;
  char *to = take(run, t.length + 1), *end = to;
  for (size_t at = 0; at < t.length;) {
    uint32_t point = next_point(t, &at);
    put_point(&end, point >= 0xd800 && point < 0xe000 ? 0xfffd : point);
  }
  return (text){to, (size_t)(end - to)};
}

size_t units(text t) {
  size_t count = t.length == 0 ? 0 : plain_from((const unsigned char *)t.at, t.length, 0);
  for (size_t i = count; i < t.length; i += 1) {
    unsigned char byte = (unsigned char)t.at[i];
    count += (byte & 0xc0) != 0x80;
    count += byte >= 0xf0;
  }
  return count;
}

int by_units(text a, text b) {
  for (size_t i = 0, j = 0; i < a.length && j < b.length;) {
    uint32_t one = next_point(a, &i), other = next_point(b, &j);
    if (one == other) continue;
    bool pairs = one >= 0x10000 && other >= 0x10000;
    uint32_t first = !pairs && one >= 0x10000 ? 0xd800 : one, second = !pairs && other >= 0x10000 ? 0xd800 : other;
    return first < second ? -1 : 1;
  }
  return a.length < b.length ? -1 : a.length > b.length;
}

static int by_name(text a, text b) {
  size_t shorter = a.length < b.length ? a.length : b.length;
  int order = shorter == 0 ? 0 : memcmp(a.at, b.at, shorter);
  return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}

static int by_name_and_place(const void *a, const void *b) {
  const named *one = a, *other = b;
  int order = by_name(one->name, other->name);
  return order != 0 ? order : one->place < other->place ? -1 : one->place > other->place;
}

void sort_named(named *some, size_t count) {
  if (count > 1) qsort(some, count, sizeof *some, by_name_and_place);
}

const named *find_named(const named *some, size_t count, text name) {
  size_t from = 0, to = count;
  while (from < to) {
    size_t middle = from + (to - from) / 2;
    if (by_name(some[middle].name, name) < 0) from = middle + 1;
    else to = middle;
  }
  return from < count && same(some[from].name, name) ? &some[from] : NULL;
}

size_t once_each(run *run, text *some, size_t count) {
  named *sorted = take_many(run, count, sizeof *sorted);
  size_t kept = 0;
  for (size_t i = 0; i < count; i += 1) sorted[i] = (named){some[i], i};
  sort_named(sorted, count);
  for (size_t i = count; i > 1; i -= 1)
    if (same(sorted[i - 1].name, sorted[i - 2].name)) some[sorted[i - 1].place] = NO_TEXT;
  for (size_t i = 0; i < count; i += 1)
    if (some[i].at != NULL) some[kept++] = some[i];
  return kept;
}

bool is_space(uint32_t p) {
  return (p >= 9 && p <= 13) || p == 0x20 || p == 0xa0 || p == 0x1680 || (p >= 0x2000 && p <= 0x200a) || p == 0x2028 ||
         p == 0x2029 || p == 0x202f || p == 0x205f || p == 0x3000 || p == 0xfeff;
}

text trimmed(text t) {
  size_t start = t.length, end = 0;
  for (size_t at = 0; at < t.length;) {
    size_t before = at;
    if (is_space(next_point(t, &at))) continue;
    if (start == t.length) start = before;
    end = at;
  }
  return end == 0 ? part(t, 0, 0) : part(t, start, end);
}

bool has_control(text t) {
  for (size_t at = 0; at < t.length;) {
    uint32_t point = next_point(t, &at);
    if (point < 0x20 || (point >= 0x7f && point <= 0x9f)) return true;
  }
  return false;
}

text hex(run *run, const unsigned char *bytes, size_t length) {
  char *to = take(run, length * 2 + 1);
  for (size_t i = 0; i < length; i += 1) {
    to[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
    to[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
  }
  return (text){to, length * 2};
}
