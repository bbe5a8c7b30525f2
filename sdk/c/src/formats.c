#include "formats.h"

#include <math.h>
#include <string.h>

static bool number_at(text t, size_t at, size_t digits, int *into) {
  if (t.length < at + digits) return false;
  *into = 0;
  for (size_t i = at; i < at + digits; i += 1) {
    if (!is_digit(t.at[i])) return false;
    *into = *into * 10 + (t.at[i] - '0');
  }
  return true;
}

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static double days_from_civil(int year, int month, int day) {
  year -= month <= 2;
  int era = (year >= 0 ? year : year - 399) / 400;
  int of_era = year - era * 400;
  int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097.0 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool moment(const int parts[6], double *at) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year = parts[0], month = parts[1], day = parts[2];
  if (month < 1 || month > 12 || day < 1) return false;
  if (day > days[month - 1] + (month == 2 && is_leap(year))) return false;
  if (parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return false;
  *at = days_from_civil(year, month, day) * DAY + parts[3] * HOUR + parts[4] * MINUTE + parts[5] * 1000.0;
  return true;
}

static bool read_http_date(text t, double *at) {
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  int parts[6];
  if (t.length != 29 || t.at[0] < 'A' || t.at[0] > 'Z' || small(t.at[1]) != t.at[1] || small(t.at[2]) != t.at[2]) return false;
  if (t.at[1] < 'a' || t.at[1] > 'z' || t.at[2] < 'a' || t.at[2] > 'z') return false;
  if (memcmp(t.at + 3, ", ", 2) != 0 || t.at[7] != ' ' || t.at[11] != ' ' || t.at[16] != ' ') return false;
  if (t.at[19] != ':' || t.at[22] != ':' || memcmp(t.at + 25, " GMT", 4) != 0) return false;
  parts[1] = 0;
  for (int i = 0; i < 12; i += 1)
    if (memcmp(months + 3 * i, t.at + 8, 3) == 0) parts[1] = i + 1;
  return number_at(t, 5, 2, &parts[2]) && number_at(t, 12, 4, &parts[0]) && number_at(t, 17, 2, &parts[3]) &&
         number_at(t, 20, 2, &parts[4]) && number_at(t, 23, 2, &parts[5]) && moment(parts, at);
}

static char char_at(text t, size_t at) { return at < t.length ? t.at[at] : '\0'; }

/* What follows the minutes: seconds, a fraction. */
static bool read_seconds(text t, size_t *at, int *seconds, int *milliseconds) {
  if (char_at(t, *at) != ':') return true;
  if (!number_at(t, *at + 1, 2, seconds)) return false;
  *at += 3;
  if (char_at(t, *at) != '.') return true;
  size_t start = *at + 1, end = start;
  while (end < t.length && is_digit(t.at[end])) end += 1;
  for (size_t i = 0; i < 3; i += 1) *milliseconds = *milliseconds * 10 + (start + i < end ? t.at[start + i] - '0' : 0);
  *at = end;
  return end > start;
}

/* In minutes. */
static bool read_zone(text t, size_t at, double *offset) {
  *offset = 0;
  if (at == t.length) return true;
  if (at + 1 == t.length && (t.at[at] == 'Z' || t.at[at] == 'z')) return true;
  if (t.at[at] != '+' && t.at[at] != '-') return false;
  int hours, minutes;
  size_t colon = char_at(t, at + 3) == ':' ? 1 : 0;
  if (!number_at(t, at + 1, 2, &hours) || !number_at(t, at + 3 + colon, 2, &minutes)) return false;
  if (t.length != at + 5 + colon || hours > 23 || minutes > 59) return false;
  *offset = (hours * 60 + minutes) * (t.at[at] == '-' ? -1.0 : 1.0);
  return true;
}

bool read_instant(text t, double *at) {
  int parts[6] = {0}, milliseconds = 0;
  double offset = 0;
  if (!number_at(t, 0, 4, &parts[0])) return read_http_date(t, at);
  if (char_at(t, 4) != '-' || !number_at(t, 5, 2, &parts[1]) || char_at(t, 7) != '-' || !number_at(t, 8, 2, &parts[2]))
    return false;
  size_t end = 10;
  if (t.length > end) {
    char c = t.at[end];
    if ((c != 'T' && c != 't' && c != ' ') || !number_at(t, 11, 2, &parts[3]) || char_at(t, 13) != ':' ||
        !number_at(t, 14, 2, &parts[4]))
      return false;
    end = 16;
    if (!read_seconds(t, &end, &parts[5], &milliseconds) || !read_zone(t, end, &offset)) return false;
  }
  if (!moment(parts, at)) return false;
  *at += milliseconds - offset * MINUTE;
  return true;
}

text iso(run *run, double at) {
  double whole = trunc(at), day = floor(whole / DAY), rest = whole - day * DAY;
  long z = (long)day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
  long years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  long of_year = of_era - (365 * years + years / 4 - years / 100), shifted = (5 * of_year + 2) / 153;
  long month = shifted < 10 ? shifted + 3 : shifted - 9, year = years + era * 400 + (month <= 2);
  long date = of_year - (153 * shifted + 2) / 5 + 1, in_day = (long)rest;
  char *to = take(run, 40);
  const char *form = year < 0 || year > 9999 ? "%s%06ld-%02ld-%02ldT%02ld:%02ld:%02ld.%03ldZ"
                                             : "%s%04ld-%02ld-%02ldT%02ld:%02ld:%02ld.%03ldZ";
  const char *sign = year < 0 ? "-" : year > 9999 ? "+" : "";
  int length = snprintf(to, 40, form, sign, year < 0 ? -year : year, month, date, in_day / 3600000,
                        in_day / 60000 % 60, in_day / 1000 % 60, in_day % 1000);
  return (text){to, (size_t)length};
}

/* From '+' to 'z'. */
static const signed char BASE64[] = {
    62, -1, -1, -1, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1,
    -1, -1, -1, -1, -1, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
    -1, -1, -1, -1, -1, -1, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
    36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51,
};

static int base64_value(char c) { return c >= '+' && c <= 'z' ? BASE64[c - '+'] : -1; }

bool base64(run *run, text t, bytes *into) {
  if (t.length % 4 != 0) return false;
  size_t padding = ends_with(t, WORD("==")) ? 2 : ends_with(t, WORD("=")) ? 1 : 0;
  unsigned char *to = take(run, t.length / 4 * 3 + 3);
  size_t length = 0;
  size_t at = 0;
  for (; at + 4 < t.length; at += 4) {
    int first = base64_value(t.at[at]), second = base64_value(t.at[at + 1]);
    int third = base64_value(t.at[at + 2]), fourth = base64_value(t.at[at + 3]);
    if ((first | second | third | fourth) < 0) return false;
    to[length] = (unsigned char)(first << 2 | second >> 4);
    to[length + 1] = (unsigned char)(second << 4 | third >> 2);
    to[length + 2] = (unsigned char)(third << 6 | fourth);
    length += 3;
  }
  /* The last four may be filled up. */
  if (at < t.length) {
    uint32_t group = 0;
    size_t missing = padding;
    for (size_t i = 0; i < 4; i += 1) {
      int value = i >= 4 - missing ? 0 : base64_value(t.at[at + i]);
      if (value < 0) return false;
      group = group << 6 | (uint32_t)value;
    }
    if ((missing == 1 && (group & 0xff) != 0) || (missing == 2 && (group & 0xffff) != 0)) return false;
    to[length] = (unsigned char)(group >> 16);
    to[length + 1] = (unsigned char)(group >> 8);
    to[length + 2] = (unsigned char)group;
    length += 3 - missing;
  }
  *into = (bytes){to, length};
  return true;
}
