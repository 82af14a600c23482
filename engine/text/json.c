#include "text/json.h"

#include <string.h>

static int fail(zb_json *j, const char *fault) {
  j->fault = fault;
  return -1;
}

static void blanks(zb_json *j) {
  while (j->at < j->n && memchr(" \t\r\n", j->p[j->at], 4)) j->at++;
}

static int is(const zb_json *j, char c) { return j->at < j->n && j->p[j->at] == c; }

int zb_json__open(zb_json *j, char *p, size_t n) {
  *j = (zb_json){ p, n, 0, 0, NULL };
  blanks(j);
  if (!is(j, '{')) return fail(j, "a JSON object begins with {");
  j->at++;
  return 0;
}

/* Four hexadecimal digits at p[at]. Returns: their number, -1 where they are none. */
static int32_t hex4(const zb_json *j, size_t at) {
  int32_t c = 0;
  if (at + 4 > j->n) return -1;
  for (size_t i = at; i < at + 4; i++) {
    char x = j->p[i];
    int digit = x >= '0' && x <= '9' ? x - '0' : x >= 'a' && x <= 'f' ? x - 'a' + 10 : x >= 'A' && x <= 'F' ? x - 'A' + 10 : -1;
    if (digit < 0) return -1;
    c = c * 16 + digit;
  }
  return c;
}

static size_t put_utf8(char *to, uint32_t c) {
  static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
  size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = n; i-- > 1; c >>= 6) to[i] = (char)(0x80 | (c & 63));
  to[0] = (char)(lead[n] | c);
  return n;
}

/* \uXXXX, or two of them for a character beyond the first plane; at: behind the backslash. Returns: the bytes put, 0: fault. */
static size_t unicode(zb_json *j, char *to) {
  int32_t c = hex4(j, j->at + 1), low;
  if (c < 0 || (c >= 0xDC00 && c < 0xE000)) return 0;
  j->at += 5;
  if (c < 0xD800 || c >= 0xE000) return put_utf8(to, (uint32_t)c);
  if (j->at + 2 > j->n || j->p[j->at] != '\\' || j->p[j->at + 1] != 'u') return 0;
  low = hex4(j, j->at + 2);
  if (low < 0xDC00 || low >= 0xE000) return 0;
  j->at += 6;
  return put_utf8(to, 0x10000 + ((uint32_t)(c - 0xD800) << 10) + (uint32_t)(low - 0xDC00));
}

static int string(zb_json *j, zb_str *out) {
  static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
  char *start = j->p + ++j->at, *to = start;
  while (j->at < j->n && j->p[j->at] != '"') {
    const char *known;
    if ((unsigned char)j->p[j->at] < 0x20) return fail(j, "a control character in a string; write it as \\u00XX");
    if (j->p[j->at] != '\\') {
      *to++ = j->p[j->at++];
      continue;
    }
    j->at++;
    if (is(j, 'u')) {
      size_t n = unicode(j, to);
      if (!n) return fail(j, "\\u wants four hexadecimal digits, and surrogates come in pairs");
      to += n;
      continue;
    }
    known = j->at < j->n ? memchr(from, j->p[j->at], sizeof from - 1) : NULL;
    if (!known) return fail(j, "a backslash wants one of \" \\ / b f n r t u behind it");
    *to++ = into[known - from];
    j->at++;
  }
  if (j->at == j->n) return fail(j, "a string that does not end");
  j->at++;
  *out = (zb_str){ start, (size_t)(to - start) };
  return 0;
}

static size_t digits(zb_json *j) {
  size_t from = j->at;
  while (j->at < j->n && j->p[j->at] >= '0' && j->p[j->at] <= '9') j->at++;
  return j->at - from;
}

static int number(zb_json *j, zb_str *out) {
  size_t from = j->at;
  if (is(j, '-')) j->at++;
  if (is(j, '0')) j->at++;
  else if (!digits(j)) return fail(j, "a value is a string, a number, true, false or null");
  if (is(j, '.') && (j->at++, !digits(j))) return fail(j, "a number has digits behind its point");
  if (is(j, 'e') || is(j, 'E')) return fail(j, "a number is written without an exponent here");
  *out = (zb_str){ j->p + from, j->at - from };
  return 0;
}

static int word(zb_json *j, zb_json_member *m) {
  static const struct { const char *word; zb_json_kind kind; } words[] = {
    { "true", ZB_JSON_TRUE }, { "false", ZB_JSON_FALSE }, { "null", ZB_JSON_NULL }
  };
  for (size_t i = 0; i < 3; i++) {
    size_t n = strlen(words[i].word);
    if (j->n - j->at < n || memcmp(j->p + j->at, words[i].word, n) != 0) continue;
    m->kind = words[i].kind;
    m->value = (zb_str){ j->p + j->at, n };
    j->at += n;
    return 1;
  }
  return 0;
}

static int value(zb_json *j, zb_json_member *m) {
  m->at = j->at;
  if (is(j, '{') || is(j, '[')) return fail(j, "no object or list may stand within the object");
  if (is(j, '"')) {
    m->kind = ZB_JSON_STRING;
    return string(j, &m->value);
  }
  if (word(j, m)) return 0;
  m->kind = ZB_JSON_NUMBER;
  return number(j, &m->value);
}

int zb_json__next(zb_json *j, zb_json_member *m) {
  blanks(j);
  if (is(j, '}')) {
    j->at++;
    blanks(j);
    return j->at == j->n ? 0 : fail(j, "something stands behind the object");
  }
  if (j->members++) {
    if (!is(j, ',')) return fail(j, "a , or } is missing");
    j->at++;
    blanks(j);
  }
  if (!is(j, '"')) return fail(j, "a key stands in double quotes");
  if (string(j, &m->key)) return -1;
  blanks(j);
  if (!is(j, ':')) return fail(j, "a : is missing behind the key");
  j->at++;
  blanks(j);
  return value(j, m) ? -1 : 1;
}
