#define _GNU_SOURCE
#include "json.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

/* Of marks, wherever they stand: more than any file of Activation Desk's has. */
enum { DEEPEST = 100, MOST_OBJECTS = 250000, MOST_LISTS_AND_COMMAS = 2000000 };

typedef struct {
  run *run;
  const char *at;
  const char *end;
} reader;

static const value MISSING = {.kind = J_MISSING};

static locale_t plain;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void make_plain(void) { plain = newlocale(LC_ALL_MASK, "C", (locale_t)0); }

/* What the process says of numbers is its own affair. */
static double number_in(const char *at) {
  pthread_once(&once, make_plain);
  return plain == (locale_t)0 ? strtod(at, NULL) : strtod_l(at, NULL, plain);
}

static void skip_space(reader *r) {
  while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r')) r->at += 1;
}

static bool take_word(reader *r, const char *literal) {
  size_t length = strlen(literal);
  if ((size_t)(r->end - r->at) < length || memcmp(r->at, literal, length) != 0) return false;
  r->at += length;
  return true;
}

static bool digits(reader *r) {
  const char *start = r->at;
  while (r->at < r->end && is_digit(*r->at)) r->at += 1;
  return r->at > start;
}

static bool read_number(reader *r, value *into) {
  const char *start = r->at;
  if (*r->at == '-') r->at += 1;
  if (r->at < r->end && *r->at == '0') r->at += 1;
  else if (!digits(r)) return false;
  if (r->at < r->end && *r->at == '.') {
    r->at += 1;
    if (!digits(r)) return false;
  }
  if (r->at < r->end && (*r->at == 'e' || *r->at == 'E')) {
    r->at += 1;
    if (r->at < r->end && (*r->at == '+' || *r->at == '-')) r->at += 1;
    if (!digits(r)) return false;
  }
  into->kind = J_NUMBER;
  into->number = number_in(start);
  return true;
}

static int32_t four_digits(reader *r) {
  if (r->end - r->at < 4) return -1;
  int32_t unit = 0;
  for (int i = 0; i < 4; i += 1) {
    char c = small(*r->at++);
    int digit = is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

static bool read_escape(reader *r, char **out) {
  static const char *const names = "\"\\/bfnrt", *const meant = "\"\\/\b\f\n\r\t";
  if (r->at >= r->end) return false;
  char c = *r->at++;
  if (c != 'u') {
    const char *found = c == '\0' ? NULL : strchr(names, c);
    if (found == NULL) return false;
    *(*out)++ = meant[found - names];
    return true;
  }
  int32_t unit = four_digits(r);
  if (unit < 0) return false;
  if (unit >= 0xd800 && unit < 0xdc00 && r->end - r->at >= 6 && r->at[0] == '\\' && r->at[1] == 'u') {
    reader ahead = *r;
    ahead.at += 2;
    int32_t second = four_digits(&ahead);
    if (second >= 0xdc00 && second < 0xe000) {
      r->at = ahead.at;
      unit = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
    }
  }
  put_point(out, (uint32_t)unit);
  return true;
}

static bool read_text(reader *r, text *into) {
  const char *start = ++r->at, *end = start;
  bool plain_text = true;
  while (end < r->end && *end != '"') {
    if ((unsigned char)*end < 0x20) return false;
    if (*end == '\\') {
      plain_text = false;
      end += 1;
    }
    end += 1;
  }
  if (end >= r->end) return false;
  if (plain_text) {
    *into = (text){start, (size_t)(end - start)};
    r->at = end + 1;
    return true;
  }
  char *to = take(r->run, (size_t)(end - start) + 1), *last = to;
  reader inside = {r->run, start, end};
  while (inside.at < inside.end) {
    char c = *inside.at++;
    if (c != '\\') *last++ = c;
    else if (!read_escape(&inside, &last)) return false;
  }
  *into = (text){to, (size_t)(last - to)};
  r->at = end + 1;
  return true;
}

static bool read_value(reader *r, value *into, int depth);

/* Of a list or an object. */
static bool read_members(reader *r, value *into, int depth) {
  bool named = *r->at++ == '{';
  char close = named ? '}' : ']';
  into->kind = named ? J_OBJECT : J_LIST;
  if (depth >= DEEPEST) return false;
  skip_space(r);
  if (r->at < r->end && *r->at == close) return r->at += 1, true;
  for (value **place = &into->first;;) {
    value *one = take(r->run, sizeof *one);
    skip_space(r);
    if (named) {
      if (r->at >= r->end || *r->at != '"' || !read_text(r, &one->name)) return false;
      skip_space(r);
      if (!take_word(r, ":")) return false;
    }
    if (!read_value(r, one, depth + 1)) return false;
    *place = one;
    place = &one->next;
    into->count += 1;
    skip_space(r);
    if (take_word(r, ",")) continue;
    if (r->at < r->end && *r->at == close) return r->at += 1, true;
    return false;
  }
}

static bool read_value(reader *r, value *into, int depth) {
  skip_space(r);
  if (r->at >= r->end) return false;
  switch (*r->at) {
    case '{':
    case '[':
      return read_members(r, into, depth);
    case '"':
      into->kind = J_TEXT;
      return read_text(r, &into->text);
    case 't':
    case 'f':
      into->kind = J_FLAG;
      into->flag = *r->at == 't';
      return take_word(r, into->flag ? "true" : "false");
    case 'n':
      into->kind = J_NULL;
      return take_word(r, "null");
    default:
      return (*r->at == '-' || is_digit(*r->at)) && read_number(r, into);
  }
}

bool has_too_many(text json) {
  size_t objects = 0, others = 0;
  for (size_t i = 0; i < json.length; i += 1) {
    objects += json.at[i] == '{';
    others += json.at[i] == '[' || json.at[i] == ',';
  }
  return objects > MOST_OBJECTS || others > MOST_LISTS_AND_COMMAS;
}

const value *json_read(run *run, text json) {
  if (has_too_many(json)) return NULL;
  /* A number may be the last of it: it is read from a copy that ends with a zero. */
  text whole = copy(run, json);
  reader r = {run, whole.at, whole.at + whole.length};
  value *root = take(run, sizeof *root);
  if (!read_value(&r, root, 0)) return NULL;
  skip_space(&r);
  return r.at == r.end ? root : NULL;
}

const value *member(const value *object, text name) {
  const value *found = &MISSING;
  if (object->kind != J_OBJECT) return found;
  for (const value *one = object->first; one != NULL; one = one->next)
    if (same(one->name, name)) found = one;
  return found;
}

bool is_text(const value *v, size_t least, size_t most) {
  if (v->kind != J_TEXT) return false;
  size_t length = units(v->text);
  return length >= least && length <= most;
}

bool is_number(const value *v, double least, double most) {
  return v->kind == J_NUMBER && isfinite(v->number) && v->number >= least && v->number <= most;
}

bool is_whole(const value *v, double least, double most) {
  return is_number(v, least, most) && floor(v->number) == v->number && fabs(v->number) <= LARGEST;
}

void put(writer *w, text t) {
  if (w->room - w->length < t.length + 1) {
    size_t room = (w->length + t.length + 1) * 2 + 256;
    char *to = take(w->run, room);
    if (w->length > 0) memcpy(to, w->at, w->length);
    w->at = to;
    w->room = room;
  }
  if (t.length > 0) memcpy(w->at + w->length, t.at, t.length);
  w->length += t.length;
  w->at[w->length] = '\0';
}

/* Control characters, those that turn the direction of writing, and lone surrogates. */
static bool is_escaped(uint32_t p) {
  return p < 0x20 || (p >= 0x7f && p <= 0x9f) || p == 0x61c || p == 0x200e || p == 0x200f ||
         (p >= 0x202a && p <= 0x202e) || (p >= 0x2066 && p <= 0x2069) || (p >= 0xd800 && p < 0xe000);
}

void put_text(writer *w, text t) {
  static const char *const short_ones = "\b\t\n\f\r\"\\", *const letters = "btnfr\"\\";
  put(w, WORD("\""));
  for (size_t at = 0; at < t.length;) {
    size_t start = at;
    uint32_t point = next_point(t, &at);
    const char *found = point == 0 || point > 0x7f ? NULL : strchr(short_ones, (int)point);
    char escaped[8];
    if (found != NULL) put(w, (text){(char[]){'\\', letters[found - short_ones]}, 2});
    else if (!is_escaped(point)) put(w, part(t, start, at));
    else put(w, (text){escaped, (size_t)snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)point)});
  }
  put(w, WORD("\""));
}

/* The fewest digits that mean this very number, as ECMAScript writes those below 10^21. Ours are whole. */
void put_number(writer *w, double number) {
  char written[40], digits_only[24];
  if (number == 0) return put(w, WORD("0"));
  for (int precision = 0; precision < 17; precision += 1) {
    snprintf(written, sizeof written, "%.*e", precision, fabs(number));
    if (strtod(written, NULL) == fabs(number)) break;
  }
  size_t count = 0;
  const char *at = written;
  for (; *at != 'e'; at += 1)
    if (is_digit(*at)) digits_only[count++] = *at;
  int exponent = atoi(at + 1);
  if (number < 0) put(w, WORD("-"));
  for (int place = 0; place <= exponent; place += 1)
    put(w, (text){(size_t)place < count ? &digits_only[place] : "0", 1});
}
