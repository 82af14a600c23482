#include "rules/image.h"

#include <string.h>

#define MAGIC "zbrules\n"
#define ORDER 0x01020304u
#define ALIGN(n) (((n) + 7) & ~(size_t)7)
#define LIMIT ((size_t)1 << 31)

const uint32_t zb_part_size[ZB_PARTS] = {
  [ZB_PART_POOL] = 1,
  [ZB_PART_ALPHABET] = sizeof(uint16_t),
  [ZB_PART_NODE] = sizeof(zb_trie_node),
  [ZB_PART_WORD_SIEVE] = sizeof(uint32_t),
  [ZB_PART_WORD] = sizeof(zb_word),
  [ZB_PART_MARK_ALPHABET] = sizeof(uint16_t),
  [ZB_PART_MARK_NODE] = sizeof(zb_trie_node),
  [ZB_PART_MARK_SIEVE] = sizeof(uint32_t),
  [ZB_PART_TAIL_SIEVE] = sizeof(uint32_t),
  [ZB_PART_UNIT_ALPHABET] = sizeof(uint16_t),
  [ZB_PART_UNIT_NODE] = sizeof(zb_trie_node),
  [ZB_PART_UNIT] = sizeof(zb_unit),
  [ZB_PART_INDICATOR] = sizeof(zb_indicator),
  [ZB_PART_AREA] = sizeof(zb_area),
  [ZB_PART_TYPE] = sizeof(zb_type),
  [ZB_PART_SECTION] = sizeof(zb_section),
  [ZB_PART_ELEMENT] = sizeof(zb_element),
  [ZB_PART_LITERAL] = sizeof(uint32_t),
  [ZB_PART_RULE] = sizeof(zb_rule),
  [ZB_PART_CLASS] = sizeof(zb_rstr),
  [ZB_PART_OPENING] = sizeof(zb_opening),
  [ZB_PART_TYPEMARK] = sizeof(zb_typemark),
  [ZB_PART_CUE] = sizeof(zb_cue),
  [ZB_PART_HEADWORD] = sizeof(zb_headword),
  [ZB_PART_HOOK] = sizeof(zb_hook),
  [ZB_PART_HOOKS] = 1,
  [ZB_PART_SOURCES] = 1,
};

typedef struct header {
  char magic[8];
  char version[16];
  uint32_t order, parts, sizes, spare;
  uint64_t total;
  uint64_t reserved[2];
} header;

_Static_assert(sizeof(header) == 64, "the header of an image has 64 bytes");

typedef struct place { uint32_t at, n; } place;

/* One number that differs where any record has another size. */
static uint32_t sizes(void) {
  uint32_t h = 2166136261u;
  int i;
  for (i = 0; i < ZB_PARTS; i++) h = (h ^ zb_part_size[i]) * 16777619u;
  return h;
}

int zb_image__write(zb_mem *mem, const zb_items part[ZB_PARTS], void **image, size_t *n) {
  header h = { MAGIC, ZB_VERSION, ORDER, ZB_PARTS, 0, 0, 0, { 0, 0 } };
  place dir[ZB_PARTS];
  size_t at = sizeof h + sizeof dir;
  char *p;
  int i;
  *image = NULL;
  *n = 0;
  for (i = 0; i < ZB_PARTS; i++) {
    if (part[i].n > LIMIT / zb_part_size[i]) return ZB_ELIMIT;
    dir[i].at = (uint32_t)at;
    dir[i].n = (uint32_t)part[i].n;
    at = ALIGN(at + part[i].n * zb_part_size[i]);
    if (at > LIMIT) return ZB_ELIMIT;
  }
  p = zb_mem__resize(mem, NULL, 0, at);
  if (!p) return ZB_ENOMEM;
  memset(p, 0, at);
  h.sizes = sizes();
  h.total = at;
  memcpy(p, &h, sizeof h);
  memcpy(p + sizeof h, dir, sizeof dir);
  for (i = 0; i < ZB_PARTS; i++) {
    if (part[i].n) memcpy(p + dir[i].at, part[i].p, part[i].n * zb_part_size[i]);
  }
  *image = p;
  *n = at;
  return 0;
}

int zb_image__open(const void *image, size_t n, zb_rules *out) {
  const char *base = image;
  header h;
  place dir[ZB_PARTS];
  const void *p[ZB_PARTS];
  int i;
  if (n < sizeof h + sizeof dir) return ZB_EINTERNAL;
  memcpy(&h, base, sizeof h);
  memcpy(dir, base + sizeof h, sizeof dir);
  if (memcmp(h.magic, MAGIC, sizeof h.magic) != 0 || strncmp(h.version, ZB_VERSION, sizeof h.version) != 0 ||
      h.order != ORDER || h.parts != ZB_PARTS || h.sizes != sizes() || h.total != n) return ZB_EINTERNAL;
  for (i = 0; i < ZB_PARTS; i++) {
    if (dir[i].at > n || dir[i].n > (n - dir[i].at) / zb_part_size[i]) return ZB_EINTERNAL;
    p[i] = base + dir[i].at;
  }
#define SET(field, part) (out->field = p[part], out->field##_n = dir[part].n)
  out->image = image;
  SET(pool, ZB_PART_POOL);
  SET(word, ZB_PART_WORD);
  SET(indicator, ZB_PART_INDICATOR);
  SET(area, ZB_PART_AREA);
  SET(type, ZB_PART_TYPE);
  SET(section, ZB_PART_SECTION);
  SET(element, ZB_PART_ELEMENT);
  SET(literal, ZB_PART_LITERAL);
  SET(rule, ZB_PART_RULE);
  SET(user_class, ZB_PART_CLASS);
  SET(opening, ZB_PART_OPENING);
  SET(typemark, ZB_PART_TYPEMARK);
  SET(cue, ZB_PART_CUE);
  SET(headword, ZB_PART_HEADWORD);
  SET(hook, ZB_PART_HOOK);
  SET(hooks, ZB_PART_HOOKS);
  SET(sources, ZB_PART_SOURCES);
#undef SET
  out->words = (zb_trie){ p[ZB_PART_ALPHABET], p[ZB_PART_NODE], dir[ZB_PART_NODE].n };
  out->marks = (zb_trie){ p[ZB_PART_MARK_ALPHABET], p[ZB_PART_MARK_NODE], dir[ZB_PART_MARK_NODE].n };
  out->word_sieve = p[ZB_PART_WORD_SIEVE];
  out->mark_sieve = p[ZB_PART_MARK_SIEVE];
  out->tail_sieve = p[ZB_PART_TAIL_SIEVE];
  out->units = (zb_units){ { p[ZB_PART_UNIT_ALPHABET], p[ZB_PART_UNIT_NODE], dir[ZB_PART_UNIT_NODE].n },
                           p[ZB_PART_UNIT], dir[ZB_PART_UNIT].n, out->pool };
  return 0;
}
