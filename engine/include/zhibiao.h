/* zhibiao.h - the figures that Chinese government reports state, as observations.
 *
 * The only public header. No type of Lua or PCRE2 shows here.
 *
 *   zb_rules     what to look for: compiled once, immutable, may be shared by threads
 *   zb_engine    reads documents with one rule set; serves one thread at a time
 *   zb_result    what one document gave: head, observations, diagnostics
 *
 * Conventions. Functions that can fail return 0 or a negative ZB_E… code, set their output to NULL on failure and
 * leave the detail in the zb_error that they were given (which may be NULL). Strings are UTF-8, pointer and length,
 * not terminated, unless said otherwise. Offsets are bytes of the source from 0, half-open; lines and columns count
 * from 1, columns in characters. The library never prints, exits, aborts, sets a locale or a signal handler, or keeps global
 * state. Structs that a caller fills begin with their size and are initialised by a ZB_…_INIT, so that they can grow: a program
 * built against an older header works with a newer library of the same soname.
 *
 * Where the comment of a function is silent: Returns: int is 0 or the error, which is in *err, too, where err is not NULL;
 * pointers and strings belong to the object that was asked, as long as it lives. Owner: what a _new, _open, _load or _read gives
 * is the caller's, to be given to the function that frees it. Units: bytes and characters as above. Threads: one at a time for an
 * object together with the engine, store or report that it came from; const objects may be looked at by several while none
 * changes them.
 *
 * Out of memory is ZB_ENOMEM wherever it happens, and nothing is lost by it. ZB_ESTOPPED and ZB_ELIMIT of time may come from
 * every call that reads documents, loads rules or runs a script. Every object may be freed as NULL.
 */
#ifndef ZHIBIAO_H
#define ZHIBIAO_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ZB_API __attribute__((visibility("default")))
#else
#define ZB_API
#endif

#define ZB_VERSION "0.1.0"

/* The version of the library that is linked. Returns: a static string. Threads: any. */
ZB_API const char *zb_version(void);

enum {
  ZB_OK = 0,
  ZB_ENOMEM = -1,    /* out of memory, or the engine's cap reached */
  ZB_EARG = -2,      /* a call that cannot be meant */
  ZB_EIO = -3,       /* a file that cannot be read or written */
  ZB_EENCODING = -4, /* bytes that are no text in any encoding known here, or a file that is broken or of a kind not read here */
  ZB_ERULE = -5,     /* a rule file that is wrong */
  ZB_ELIMIT = -6,    /* a limit of size, instructions, memory or match steps reached */
  ZB_EINTERNAL = -7, /* a fault of the library itself */
  ZB_ENONE = -8,     /* nothing by that name */
  ZB_ECORRECTION = -9, /* a file of corrections that is wrong */
  ZB_ESTOPPED = -10  /* the program said stop (zb_host) */
};

/* The name of an error code, such as "limit". Returns: a static string. Threads: any. */
ZB_API const char *zb_error_name(int code);

/* The detail of a failure. Owner: the caller; nothing in it needs to be freed. */
typedef struct zb_error {
  int code;
  int line, column;  /* in file, from 1; 0 where not known */
  char file[256];
  char message[512];
  char source[256];  /* the offending line of a rule file, "" where not known */
} zb_error;

typedef struct zb_str { const char *p; size_t n; } zb_str;

/* An exact decimal: mantissa * 10^-scale. 4.50 is {450, 2}. */
typedef struct zb_decimal { int64_t mantissa; int32_t scale; } zb_decimal;

enum { ZB_VALUE = 1, ZB_LOWER = 2, ZB_UPPER = 4 };  /* bits of zb_observation.has */

/* One figure with its meaning; the keys are described in docs/observation.md.
 * Owner: the zb_result; strings live as long as it does. */
typedef struct zb_observation {
  int line, column;
  size_t start, end;     /* the figure's bytes in the source; of HTML, Word and PDF, in its text as read */
  size_t text_start, text_end;   /* its bytes in the decoded text (zb_result_text) */
  zb_str text, quote;
  zb_str subject;
  zb_str indicator, name; /* p NULL where the subject is no indicator of the catalogue */
  zb_str measure, basis;
  unsigned has;          /* which of value, lower, upper are stated */
  zb_decimal value, lower, upper;
  zb_str bound;
  zb_str unit, unit_base;
  int unit_mult;         /* power of ten */
  zb_str status, period, area, area_code, section, rule;
  zb_str numeral;        /* arabic or chinese */
  zb_str place;          /* "page 3", "paragraph 12", "table 2 row 5", "p 40"; empty in a text: line and column say it */
} zb_observation;

/* What a reader should know of a document or a figure: a guess, an oddity, a limit. */
typedef struct zb_diagnostic {
  const char *code;      /* such as "unequal-list" */
  int line, column;      /* 0 where it is about the whole document */
  zb_str message;
} zb_diagnostic;

/* A paragraph, heading or table row as it was understood: wrapped lines joined, running heads and page numbers left out. */
typedef enum zb_paragraph_kind { ZB_PARAGRAPH, ZB_HEADING, ZB_TABLE_ROW } zb_paragraph_kind;
typedef struct zb_paragraph {
  zb_paragraph_kind kind;
  int line;              /* of its first character in the source, from 1 */
  size_t text_start, text_end;   /* its bytes in the decoded text */
  zb_str text;           /* normalised; cells of a row are parted by tabs */
  zb_str section;        /* headings above it, joined by " > " */
} zb_paragraph;

/* What the head of a document says. Empty strings where it does not say. */
typedef struct zb_head {
  zb_str doc, type, type_reason, title, area, area_code, date, speaker, encoding;
  zb_str format;         /* text, html, docx, pdf: told by what the bytes are */
  int year;              /* of the meeting for a work or plan report, reported on for a communiqué; 0 unknown */
  char sha256[65];
} zb_head;

typedef struct zb_rules zb_rules;
typedef struct zb_engine zb_engine;
typedef struct zb_result zb_result;

/* The program that the library works in; begin with ZB_HOST_INIT. Each function is given ud; NULL: there is none. They are called
 * by the thread that called the library, and must neither call the object that is at work nor leave by longjmp or an exception.
 *
 * resize   where memory comes from: block NULL takes n bytes, n 0 frees block, else as realloc. old: the bytes that block was
 *          asked for. Returns: aligned as malloc's, or NULL where there is none; a failure to shrink is taken for done. Without:
 *          realloc and free. Lua's memory comes from here, too; what other libraries take for themselves does not: SQLite's
 *          (zb_store), libxml2's and libarchive's (HTML and Word), libxlsxwriter's (reports as xlsx), and the C library's (files,
 *          iconv, sorting). pdftotext, which reads PDF, is a process of its own.
 * stop     asked every few microseconds to milliseconds of work whether it shall end; it may read a flag that another thread
 *          sets (an atomic one). Not asked while bytes are decoded and laid out (a second for 100 MB), and not by zb_store.
 *          Returns: non-zero to end the call with ZB_ESTOPPED.
 * tell     hears each diagnostic of a document when it is made, also of one that is given up later. d: valid during the call. */
typedef struct zb_host {
  size_t size;           /* sizeof(zb_host) */
  void *ud;
  void *(*resize)(void *ud, void *block, size_t old, size_t n);
  int (*stop)(void *ud);
  void (*tell)(void *ud, zb_str doc, const zb_diagnostic *d);
} zb_host;
#define ZB_HOST_INIT { sizeof(zb_host), NULL, NULL, NULL, NULL }

/* A rule file in memory: text of n bytes. name: its path in a directory of rules: "lexicon.lua", "common/mine.lua". */
typedef struct zb_rules_file { const char *name, *text; size_t n; } zb_rules_file;

typedef struct zb_rules_options {
  size_t size;           /* sizeof(zb_rules_options) */
  const char *dir;       /* a directory laid over the built-in rules, or … */
  const zb_rules_file *files;   /* … file_n files laid over them; neither: these alone */
  size_t file_n;
  size_t memory_limit;   /* bytes while loading; 0: 256 MiB */
  unsigned time_limit;   /* milliseconds; 0: none */
  const zb_host *host;   /* copied; also of all that is made with the rules, unless that has a host of its own. resize is then
                          * called by several threads at once where several use the rules */
} zb_rules_options;
#define ZB_RULES_OPTIONS_INIT { sizeof(zb_rules_options), NULL, NULL, 0, 0, 0, NULL }

/* Compiles rules. options: NULL for the built-in ones. Nothing of the options is needed after the call but what host.ud means.
 * Owner: the caller, zb_rules_free. Returns: ZB_OK or the error, which is in *err, too, where err is not NULL.
 * Errors: ZB_ERULE with file, line, column and source line; ZB_EIO; ZB_ENOMEM; ZB_EARG; ZB_EINTERNAL.
 * Threads: the result may be shared by any number of threads. */
ZB_API int zb_rules_new(const zb_rules_options *options, zb_rules **out, zb_error *err);
/* The same with the default options and a directory, or NULL. Owner, Errors, Threads: as above. */
ZB_API int zb_rules_load(const char *dir, zb_rules **out, zb_error *err);
ZB_API void zb_rules_free(zb_rules *rules);

/* One mistake of rule files; warning non-zero: the rules load, but this is hardly meant. code: its kind (rule, syntax, key,
 * class, pattern, shadowed, slow). Its strings live during the call that tells of it; line and column as in zb_error. */
typedef struct zb_mistake {
  int warning;
  zb_str code, file, message, source;
  int line, column;
} zb_mistake;
typedef struct zb_checked { size_t files, rules, errors, warnings; } zb_checked;

/* Tells every mistake of the rules that zb_rules_new would load with these options, by file, line and column, and what is odd in
 * rules that load. tell, out: may be NULL. Returns: ZB_OK, also where there are mistakes. Errors: ZB_EIO, ZB_ENOMEM, ZB_EARG,
 * ZB_EINTERNAL. */
ZB_API int zb_rules_check(const zb_rules_options *options, void (*tell)(void *ud, const zb_mistake *mistake), void *ud,
                          zb_checked *out, zb_error *err);

/* What a rule set holds, for listing. i counts from 0; each returns 0 when i is past the end, else non-zero.
 * The strings belong to the rules. aliases: other names, joined by |; group: national_accounts, …; kind of an indicator:
 * flow, stock, ratio or index; source: who defines it; base and mult of a unit: 万元 is 元 with mult 4. Threads: any. */
typedef struct zb_type_info { zb_str name, title; size_t rules, sections; } zb_type_info;
typedef struct zb_indicator_info {
  zb_str code, name, aliases, unit, english, group, kind, source;
  int detail;            /* non-zero: a detail indicator, told only with zb_document.all_codes; 0: a headline one */
} zb_indicator_info;
typedef struct zb_unit_info { zb_str name, base, kind; int mult; } zb_unit_info;
ZB_API int zb_rules_type(const zb_rules *rules, size_t i, zb_type_info *out);
ZB_API int zb_rules_indicator(const zb_rules *rules, size_t i, zb_indicator_info *out);
ZB_API int zb_rules_unit(const zb_rules *rules, size_t i, zb_unit_info *out);

/* Engine options; begin with ZB_ENGINE_OPTIONS_INIT. */
typedef struct zb_engine_options {
  size_t size;           /* sizeof(zb_engine_options): lets the struct grow */
  size_t memory_limit;   /* bytes of the engine and of all its results not yet freed; 0: 4 GiB */
  size_t document_limit; /* bytes of source; 0: 1 GiB */
  uint64_t hook_steps;   /* Lua instructions for one rule hook; 0: 1,000,000 */
  size_t hook_memory;    /* bytes of all hooks of a document, besides memory_limit; 0: 16 MiB */
  unsigned match_steps;  /* of matching one figure against one rule; 0: 20,000 */
  unsigned time_limit;   /* milliseconds for one document; 0: none */
  const zb_host *host;   /* copied; NULL: the rules' */
  unsigned threads;      /* that may work on one document; 0: 1, the caller's own. 2: one more, which the engine keeps until it is
                          * freed; it finds the words of what is read next, and the result is the same. zb_host.resize is then
                          * called from both, at the same time, too; its other calls only from the caller's own. After a fork
                          * the child's engine starts its own. */
} zb_engine_options;
#define ZB_ENGINE_OPTIONS_INIT { sizeof(zb_engine_options), 0, 0, 0, 0, 0, 0, NULL, 0 }

/* rules must outlive the engine, and the engine its results. Owner: the caller, zb_engine_free.
 * Threads: one at a time for the engine, its extractions and the freeing of its results; engines of several threads may
 * share the rules. Errors: ZB_EARG, ZB_ENOMEM. */
ZB_API int zb_engine_new(const zb_rules *rules, const zb_engine_options *options, zb_engine **out, zb_error *err);
ZB_API void zb_engine_free(zb_engine *engine);

enum { ZB_YEAR_FIRST = 1949, ZB_YEAR_LAST = 2100 };

/* What the caller knows of a document; begin with ZB_DOCUMENT_INIT. NULL and 0: to be found in the text. */
typedef struct zb_document {
  size_t size;           /* sizeof(zb_document) */
  const char *name;      /* path or id, kept in every observation */
  const char *type, *area;
  int year;              /* ZB_YEAR_FIRST to ZB_YEAR_LAST */
  int all_codes;         /* non-zero: detail indicators are told, too; 0: headline ones only */
  int keep_text;         /* non-zero: zb_result_text and zb_result_paragraph have something to give */
} zb_document;
#define ZB_DOCUMENT_INIT { sizeof(zb_document), NULL, NULL, NULL, 0, 0, 0 }

/* Reads one document from memory. The bytes are not kept after the call.
 * Owner: the caller, zb_result_free; a result may outlive its engine's next extraction, not the engine.
 * Returns: ZB_OK with *out, or the error with *out NULL. What is odd in a document is no error but a diagnostic.
 * A rule or hook that reaches its own limit is passed over with a diagnostic (match-limit, hook-limit).
 * Errors: ZB_EENCODING with the offset in the message, ZB_ELIMIT, ZB_EARG (type or area unknown, year out of range),
 * ZB_ENOMEM, ZB_ESTOPPED. */
ZB_API int zb_extract(zb_engine *engine, const void *bytes, size_t n, const zb_document *doc, zb_result **out,
                      zb_error *err);
/* The same from a file ("-" is standard input), or from a member of a ZIP file (zb_archive). Owner: as above.
 * Errors: also ZB_EIO. */
ZB_API int zb_extract_file(zb_engine *engine, const char *path, const zb_document *doc, zb_result **out, zb_error *err);
/* The same in pieces: zb_feed for each, then zb_feed_end, whatever it returns, makes the engine ready for the next document. The
 * pieces are collected (counted in the engine's limits): type, year and area need the whole text. zb_feed_drop forgets them.
 * Owner: of what zb_feed_end gives as above. Errors: of zb_feed ZB_ELIMIT, ZB_ENOMEM, ZB_EARG; what was fed before stays. */
ZB_API int zb_feed(zb_engine *engine, const void *bytes, size_t n, zb_error *err);
ZB_API int zb_feed_end(zb_engine *engine, const zb_document *doc, zb_result **out, zb_error *err);
ZB_API void zb_feed_drop(zb_engine *engine);
/* The SHA-256 of the bytes of a file, or of a member of a ZIP file, in hexadecimal, as zb_head.sha256 has it.
 * Errors: ZB_EIO, ZB_EARG; of a member also ZB_EENCODING, ZB_ELIMIT, ZB_ENOMEM. Threads: any. */
ZB_API int zb_digest_file(const char *path, char hex[65], zb_error *err);

/* A ZIP file that is no document itself, as Word's are, is a folder: its members have paths like files in it,
 * "reports.zip/2023/a.docx", which zb_extract_file, zb_digest_file and zb_store_verify take. Names are read from UTF-8 or
 * GB18030, and lead nowhere but into the file; a ZIP file in another is not opened. Folders and what systems put beside files
 * (.DS_Store, __MACOSX) are no members. Owner: the caller, zb_archive_free. Threads: one at a time.
 * Errors: ZB_ENONE (no ZIP file, or one that is a document), ZB_EENCODING (broken, or encrypted), ZB_ELIMIT (more than 100,000
 * members, or made to burst), ZB_EIO, ZB_ENOMEM, ZB_EARG. */
typedef struct zb_archive zb_archive;
ZB_API int zb_archive_open(const char *path, zb_archive **out, zb_error *err);
ZB_API void zb_archive_free(zb_archive *archive);
/* The path of the i-th member, in the order of bytes; NULL past the end. *document: 0 for a picture or another file that is
 * by its name none; may be NULL. The string is terminated and the archive's. */
ZB_API const char *zb_archive_member(const zb_archive *archive, size_t i, int *document);
ZB_API void zb_result_free(zb_result *result);

/* Following how a document is read: what was made of each sentence and figure, and why. For tools that explain; it costs much,
 * and nothing where nobody follows. Observations are the same either way. */
typedef enum zb_step_kind {
  ZB_STEP_SENTENCE,      /* text: a sentence as it was read; name: the section, why: the headings above it */
  ZB_STEP_TOKEN,         /* text: of it, classes: by name, joined by |; at: its number in the sentence */
  ZB_STEP_FIGURE,        /* text: a figure that is looked at now; at: its token; from, to: tokens of its clause; name: its kind */
  ZB_STEP_RULE,          /* name: a rule; why: what became of it, one of the words below */
  ZB_STEP_CAUSE,         /* name: a key of the observation to come; why: what set it; text: the words that did, "" where none */
  ZB_STEP_OBSERVATION,   /* at: its number in the result; the end of what is told of a figure */
  ZB_STEP_NONE           /* why: the figure gives no observation */
} zb_step_kind;

/* Of a rule: "won"; "later": it matches, but a rule that is tried before it won; "failed": see below; "steps": it took too many
 * steps; "kind": it takes figures of other kinds, classes tells which; "type": it is none of this type of report. */
typedef struct zb_step {
  size_t size;           /* sizeof(zb_step) of the library */
  zb_step_kind kind;
  int line, column;      /* of a sentence, token or figure in the source */
  int last_line;         /* of a sentence */
  size_t text_start, text_end;   /* its bytes in the decoded text */
  zb_str text, name, why, classes;
  size_t at, from, to;
  /* A rule that won or comes later matched the tokens from to to. One that failed: the furthest that it came. side: 'l' left of
   * the figure or 'r' right of it; element: which of that side's, counted from the figure from 1, of how many; at: the token that
   * it did not take, SIZE_MAX where the clause was over; classes: what it takes, joined by |, words in quotes, "^" and "$" for
   * the edges of the clause. */
  char side;
  unsigned element, elements;
  unsigned matched;      /* elements that must take a token and did, on both sides */
  int priority;
} zb_step;

/* Strings of a step are valid during the call. It returns 0 to hear on; non-zero, of a sentence, that its tokens are of no use,
 * of a figure, its rules and causes. follow: NULL ends it. Errors: ZB_EARG. Threads: that of the engine. */
typedef int (*zb_follow)(void *ud, const zb_step *step);
ZB_API int zb_engine_follow(zb_engine *engine, zb_follow follow, void *ud);

/* Where the time of reading goes. Stages in nanoseconds, each without those inside it: the file's bytes; what HTML, Word and PDF
 * are read from; decoding; the digest; lines to paragraphs; type, area and year; words and figures; patterns of rules; Lua hooks;
 * what the words mean; tables; what is left. rule: NULL, or room for rule_n rules in the order of zb_rules_rule. Counts are added
 * to. */
typedef enum zb_stage { ZB_STAGE_FILE, ZB_STAGE_FORMAT, ZB_STAGE_DECODE, ZB_STAGE_DIGEST, ZB_STAGE_LAYOUT, ZB_STAGE_HEAD,
  ZB_STAGE_SCAN, ZB_STAGE_RULES, ZB_STAGE_HOOKS, ZB_STAGE_MEANING, ZB_STAGE_TABLES, ZB_STAGE_RESULT, ZB_STAGES } zb_stage;
/* tried: whose words all stand beside a figure, so that its pattern was walked; steps: of that walk, the cost. */
typedef struct zb_rule_cost { uint64_t tried, matched, steps; } zb_rule_cost;
typedef struct zb_profile {
  uint64_t stage[ZB_STAGES];
  zb_rule_cost *rule;
  size_t rule_n;
} zb_profile;
ZB_API const char *zb_stage_name(zb_stage stage);
/* profile: NULL ends it; it must live until then. Errors: ZB_EARG. Threads: that of the engine. */
ZB_API int zb_engine_profile(zb_engine *engine, zb_profile *profile);

/* Looking at a result: no memory is taken, nothing changes. What they return belongs to the result. */
ZB_API const zb_head *zb_result_head(const zb_result *result);
ZB_API size_t zb_result_count(const zb_result *result);
ZB_API const zb_observation *zb_result_at(const zb_result *result, size_t i);          /* NULL past the end */
ZB_API size_t zb_result_diagnostics(const zb_result *result);
ZB_API const zb_diagnostic *zb_result_diagnostic(const zb_result *result, size_t i);   /* NULL past the end */

/* The keys of an observation in their order, without doc and type, which are the document's. */
typedef enum zb_key {
  ZB_KEY_LINE, ZB_KEY_COLUMN, ZB_KEY_START, ZB_KEY_END, ZB_KEY_TEXT, ZB_KEY_QUOTE, ZB_KEY_SUBJECT, ZB_KEY_INDICATOR,
  ZB_KEY_NAME, ZB_KEY_MEASURE, ZB_KEY_BASIS, ZB_KEY_VALUE, ZB_KEY_LOWER, ZB_KEY_UPPER, ZB_KEY_BOUND, ZB_KEY_UNIT,
  ZB_KEY_UNIT_BASE, ZB_KEY_UNIT_MULT, ZB_KEY_STATUS, ZB_KEY_PERIOD, ZB_KEY_AREA, ZB_KEY_AREA_CODE, ZB_KEY_SECTION,
  ZB_KEY_RULE, ZB_KEY_NUMERAL, ZB_KEY_PLACE, ZB_KEYS
} zb_key;
/* One key of all observations, for bindings of languages where a call for each costs more than the reading of the document.
 * Integers stand in number. Strings are told by their numbers in cell, 0 for none; those that are the same most often have the
 * same number. Values are exact decimals as text. */
typedef struct zb_column {
  size_t rows, strings;  /* strings: with number 0 */
  const int64_t *number; /* rows of them; NULL where the key is no integer */
  const uint32_t *cell;  /* rows of them; NULL where it is one */
  zb_str text;           /* the strings from number 1 on, each ended by a zero byte */
  const uint32_t *at;    /* strings + 1: where each begins in text; number 0 has nothing there */
} zb_column;
/* Owner: the result, until it is asked for another column or freed. Errors: ZB_ENOMEM, ZB_ELIMIT (more than 4 GiB of text),
 * ZB_EARG. Threads: one at a time for the result and its engine. */
ZB_API int zb_result_column(zb_result *result, zb_key key, zb_column *out, zb_error *err);

/* The document in UTF-8 without a byte order mark, and its paragraphs in their order; empty and NULL unless keep_text was set. */
ZB_API zb_str zb_result_text(const zb_result *result);
ZB_API const zb_paragraph *zb_result_paragraph(const zb_result *result, size_t i);     /* NULL past the end */

/* Keeps only the observations for which keep returns non-zero. */
ZB_API void zb_result_filter(zb_result *result, int (*keep)(const zb_observation *, void *), void *ud);

/* What readers say of figures: right, wrong, no figure, and what the figure is instead (docs/corrections.md). Immutable, may be
 * shared by threads; rules must outlive them.
 * Owner: the caller, zb_corrections_free. Errors: ZB_ECORRECTION with line and column where a line is wrong, ZB_EENCODING,
 * ZB_ENOMEM, ZB_EARG. */
typedef struct zb_corrections zb_corrections;
ZB_API int zb_corrections_read(const zb_rules *rules, const void *bytes, size_t n, zb_corrections **out, zb_error *err);
ZB_API void zb_corrections_free(zb_corrections *corrections);
/* Applies those that were made of the result's document, known by its bytes or its file's name; they may be freed after it.
 * Diagnostics tell what was done and what no longer finds its figure: corrected, left-out, disputed, correction-lost.
 * Errors: ZB_ENOMEM, ZB_EARG. */
ZB_API int zb_result_correct(zb_result *result, const zb_corrections *corrections, zb_error *err);
/* How many there are; the document that the i-th was made of, as it was named; whether it is meant for a result's document. */
ZB_API size_t zb_corrections_count(const zb_corrections *corrections);
ZB_API zb_str zb_corrections_document(const zb_corrections *corrections, size_t i);
ZB_API int zb_corrections_meant(const zb_corrections *corrections, size_t i, const zb_result *result);

/* Writing. A sink takes n bytes and returns 0, or non-zero to stop (the writer then returns ZB_EIO). */
typedef int (*zb_sink)(void *ud, const void *bytes, size_t n);

typedef enum zb_format { ZB_NDJSON, ZB_JSON, ZB_CSV, ZB_TABLE } zb_format;
typedef struct zb_write_options {
  size_t size;           /* sizeof(zb_write_options) */
  int width;             /* columns of the terminal for ZB_TABLE; 0: 100 */
  int color;             /* non-zero: ANSI colours in ZB_TABLE */
  int english;           /* non-zero: headings and words in English */
  const zb_host *host;   /* copied: its resize is used; NULL: none */
} zb_write_options;
#define ZB_WRITE_OPTIONS_INIT { sizeof(zb_write_options), 0, 0, 0, NULL }

/* A writer writes any number of results to one output, in order: new, result or failure…, end, free. The sink and ud must
 * live until zb_writer_free. options: NULL for the defaults. Owner: the caller. Threads: one at a time.
 * Returns: ZB_OK, ZB_EIO when the sink refused (nothing is written after that; end and free are still allowed), ZB_ENOMEM,
 * ZB_EARG. */
typedef struct zb_writer zb_writer;
ZB_API int zb_writer_new(zb_format format, const zb_write_options *options, zb_sink sink, void *ud, zb_writer **out);
ZB_API int zb_writer_result(zb_writer *writer, const zb_result *result);
/* A document that failed, told in band (NDJSON and JSON; nothing in CSV and tables). err: what is told; NULL: nothing known. */
ZB_API int zb_writer_failure(zb_writer *writer, const char *name, const zb_error *err);
ZB_API int zb_writer_end(zb_writer *writer);
ZB_API void zb_writer_free(zb_writer *writer);

/* A store: an SQLite file of documents with their observations (engine/store/schema.sql tells its tables and views). Several
 * processes may read and write one; each document is one transaction. Threads: one at a time for each zb_store. */
typedef struct zb_store zb_store;
/* CREATE: make what is not there */
typedef enum zb_store_mode { ZB_STORE_READ, ZB_STORE_WRITE, ZB_STORE_CREATE } zb_store_mode;

/* Owner: the caller, zb_store_close. Errors: ZB_EIO (not there, no store, made by a later version, cannot be written), ZB_EARG,
 * ZB_ENOMEM. */
ZB_API int zb_store_open(const char *path, zb_store_mode mode, zb_store **out, zb_error *err);
ZB_API void zb_store_close(zb_store *store);

/* What a document's observations depend on besides its bytes: a fingerprint of the rules, and what was told of it. */
typedef struct zb_stamp { char rules[65], options[256]; } zb_stamp;
/* Errors: ZB_EARG. */
ZB_API int zb_stamp_make(const zb_rules *rules, const zb_document *doc, zb_stamp *out);
/* Only what was told of it; the rules' fingerprint, which costs time, is left alone. Errors: ZB_EARG. */
ZB_API int zb_stamp_options(const zb_document *doc, zb_stamp *out);

/* The way back: what was told of a document, to be read again with. Strings of *out are in room, name is left alone.
 * Errors: ZB_EARG where the stamp does not say it. */
ZB_API int zb_stamp_told(const zb_stamp *stamp, zb_document *out, char room[256]);

/* Puts a document into the store in the place of the one of that name; its text and paragraphs, too, where the result has them.
 * Errors: ZB_EIO (a full disk: the store is as it was), ZB_EARG, ZB_ENOMEM. */
ZB_API int zb_store_put(zb_store *store, const zb_result *result, const zb_stamp *stamp, zb_error *err);
/* The same for a document that could not be read. sha256: "" where its bytes are not known.
 * Errors: as above. */
ZB_API int zb_store_put_failure(zb_store *store, const char *doc, const char *sha256, const zb_stamp *stamp,
                                const zb_error *failure, zb_error *err);
/* Before documents are put: where so many, less those that the store has as of these rules (stamp; NULL: none), are more than
 * half of all it has, takes away its index by indicator, without which puts take half the time. zb_store_complete makes it, where
 * it is not there, and must follow; a store without it gives the same, more slowly. Errors: ZB_EIO, ZB_EARG, ZB_ENOMEM. */
ZB_API int zb_store_expect(zb_store *store, size_t documents, const zb_stamp *stamp, zb_error *err);
ZB_API int zb_store_complete(zb_store *store, zb_error *err);

/* Takes the log of what was put into the store's file, where since the last time it has grown by so many bytes (0: whatever it
 * has). Others may read and write meanwhile; a put does it by itself, and others wait, when the log has 64 MiB. */
ZB_API void zb_store_settle(zb_store *store, size_t least);

/* Errors: ZB_ENONE. */
ZB_API int zb_store_remove(zb_store *store, const char *doc, zb_error *err);

typedef struct zb_stored {
  zb_str doc;            /* terminated; the store's, until it is asked for another (zb_store_next takes it as after) */
  char sha256[65];
  zb_stamp stamp;
  char failure[16];      /* name of the error where it could not be read, else "" */
  int text_kept;
} zb_stored;
/* The document of that name, and the one whose name comes next in the order of bytes (after NULL: the first).
 * Errors: ZB_ENONE where there is none. */
ZB_API int zb_store_find(zb_store *store, const char *doc, zb_stored *out, zb_error *err);
ZB_API int zb_store_next(zb_store *store, const char *after, zb_stored *out, zb_error *err);

/* Why a document could not be read, as zb_extract told it. Errors: ZB_ENONE, also for one that was read. */
ZB_API int zb_store_failure(zb_store *store, const char *doc, zb_error *failure, zb_error *err);

/* What a document gave, as zb_extract gave it. Owner: the caller, zb_result_free, before the store is closed.
 * Errors: ZB_ENONE, also for a document that could not be read; ZB_EIO, ZB_ENOMEM. */
ZB_API int zb_store_get(zb_store *store, const char *doc, zb_result **out, zb_error *err);

/* Reads a document's source again, at the path that is its name, and looks for every figure at its place; calls tell for each
 * that is not there, with its text, and with line 0 for what is about the whole document.
 * Returns: how much was told, or the error. Errors: ZB_ENONE, ZB_EIO of the store, ZB_ENOMEM, ZB_EARG. */
typedef void (*zb_store_finding)(void *ud, int line, int column, const char *what, zb_str text);
ZB_API int zb_store_verify(zb_store *store, zb_engine *engine, const char *doc, zb_store_finding tell, void *ud, zb_error *err);

/* A report: a Lua script that makes tables, charts and text of what documents state, run in a sandbox. The way: new, set…,
 * add… (in the order that the report shall have them), make, write in one format or several, free. */
typedef struct zb_report zb_report;

typedef struct zb_report_options {
  size_t size;           /* sizeof(zb_report_options) */
  const char *name;      /* of a shipped report (zb_rules_report), or of the script, for messages */
  const char *script;    /* Lua text of script_n bytes; NULL: the shipped report called name */
  size_t script_n;
  int english;           /* non-zero: in English where the script has it; else in Chinese */
  size_t memory_limit;   /* bytes of the report with all its documents' rows; 0: 2 GiB */
  uint64_t steps;        /* Lua instructions for each call; 0: 1,000,000,000, and 50,000 for each observation added */
  unsigned time_limit;   /* milliseconds for each call; 0: none */
  const zb_host *host;   /* copied; NULL: the rules' */
} zb_report_options;
#define ZB_REPORT_OPTIONS_INIT { sizeof(zb_report_options), NULL, NULL, 0, 0, 0, 0, 0, NULL }

typedef struct zb_report_info { zb_str name, title, about; } zb_report_info;
/* argument: what stands for its value in a help text, empty where the option takes none. */
typedef struct zb_report_option_info { zb_str name, argument, about; } zb_report_option_info;

/* The reports and the formats that a rule set ships, by index; 0 past the end. Threads: any. */
ZB_API int zb_rules_report(const zb_rules *rules, size_t i, zb_str *name);
ZB_API int zb_rules_report_format(const zb_rules *rules, size_t i, zb_str *name);

/* The rules in the order in which they are tried, by index. Returns: 0 past the end. Threads: any. */
typedef struct zb_rule_info { zb_str name; int priority; } zb_rule_info;
ZB_API int zb_rules_rule(const zb_rules *rules, size_t i, zb_rule_info *out);
/* The Lua files that a rule set was made of, by index: the path in the tree (rules/common/mine.lua), the name by which its owner
 * knows it, and the text. Returns: 0 past the end. Owner: the rules. Threads: any. */
ZB_API int zb_rules_source_at(const zb_rules *rules, size_t i, zb_str *path, zb_str *name, zb_str *text);
/* The text of a Lua file that a rule set was made of, by its path: rules/units.lua, scripts/report/brief.lua; of those laid over
 * the built-in ones the one on top. Returns: 0 where there is none. Owner: the rules. Threads: any. */
ZB_API int zb_rules_source(const zb_rules *rules, const char *path, zb_str *text);

/* Loads the script. rules must outlive the report. Owner: the caller, zb_report_free. Threads: one at a time.
 * Errors: ZB_EARG (no such report; err suggests the nearest), ZB_ERULE with file and line where the script is wrong, ZB_ELIMIT,
 * ZB_ENOMEM. */
ZB_API int zb_report_new(const zb_rules *rules, const zb_report_options *options, zb_report **out, zb_error *err);
ZB_API void zb_report_free(zb_report *report);

/* Both belong to the report. zb_report_option: 0 past the end. */
ZB_API const zb_report_info *zb_report_about(const zb_report *report);
ZB_API int zb_report_option(const zb_report *report, size_t i, zb_report_option_info *out);

/* Sets an option. Errors: ZB_EARG (an option that the script does not have, or a value it cannot take), as above. */
ZB_API int zb_report_set(zb_report *report, const char *name, const char *value, zb_error *err);
/* Takes over what a result says; the result may then be freed. Reports that look at the text want zb_document.keep_text.
 * Errors: ZB_ENOMEM, ZB_ELIMIT. */
ZB_API int zb_report_add(zb_report *report, const zb_result *result, zb_error *err);
/* Runs the script. Errors: ZB_EARG with what is missing (no documents, a year of which there is none), as above. */
ZB_API int zb_report_make(zb_report *report, zb_error *err);
/* Writes what was made, in a format of zb_rules_report_format: md, csv, json, …. Behind a colon may stand what the
 * format takes: csv:NAME for the table called so, datapackage:FILE.csv. Errors: ZB_EARG, ZB_EIO when the sink refused, as
 * above. */
ZB_API int zb_report_write(zb_report *report, const char *format, zb_sink sink, void *ud, zb_error *err);
/* The same into memory, terminated. Errors: as above. *out belongs to the report until it is asked for another or freed. */
ZB_API int zb_report_text(zb_report *report, const char *format, zb_str *out, zb_error *err);

/* A batch job: a Lua script, run in a sandbox, that says which documents to read into which store, and which reports to write of
 * them (scripts/zb/job.lua tells how it is written). It only says so; the caller finds the files and does the work. */
typedef struct zb_job zb_job;

/* Strings of a job are terminated, NULL where the script does not say, and belong to the job. */
typedef struct zb_job_info {
  const char *store, *rules;
  int all_codes, keep_text, prune;   /* prune: what the job names no longer leaves the store */
  int timeout;           /* seconds for one document */
} zb_job_info;

typedef struct zb_job_source {
  const char *kind;      /* files: pattern is one of the shell; folder: all files below whose names fit match; list: a file
                          * of paths */
  const char *pattern, *match;
  size_t entry;          /* of the script's list of documents, from 1 */
} zb_job_source;

/* rules must outlive the job. name: of the script, for messages. Owner: the caller, zb_job_free. Threads: one at a time.
 * Errors: ZB_ERULE with file and line where the script is wrong, ZB_ELIMIT, ZB_ENOMEM, ZB_EARG. */
ZB_API int zb_job_load(const zb_rules *rules, const char *name, const char *script, size_t n, zb_job **out, zb_error *err);
ZB_API void zb_job_free(zb_job *job);
ZB_API const zb_job_info *zb_job_about(const zb_job *job);
ZB_API const zb_job_source *zb_job_source_at(const zb_job *job, size_t i);             /* NULL past the end */
/* The k'th argument of zhibiao report for the i'th report; NULL past the end. */
ZB_API const char *zb_job_report_word(const zb_job *job, size_t i, size_t k);
/* What the job says of a document that a source gave. Its strings live until the next call. Errors: as zb_job_load. */
ZB_API int zb_job_describe(zb_job *job, size_t source, const char *path, zb_document *document, zb_error *err);

/* Tests of rules: the examples that stand in rule files, cases in files of their own, documents that were labelled figure by
 * figure (docs/workbench.md, docs/labels.md). The way: new, examples, cases and labels as often as wanted, write, free. */
typedef struct zb_tests zb_tests;
typedef struct zb_tests_options {
  size_t size;           /* sizeof(zb_tests_options) */
  const char *only;      /* only what has this in its name: a rule, a case, a document; NULL: all */
  int verbose;           /* non-zero: what passed is written, too, and all that was expected */
  int width;             /* columns of the terminal; 0: 100 */
  const char *least;     /* scores that all labelled documents together must reach: "figures=0.95,row=0.9"; NULL: none */
} zb_tests_options;
#define ZB_TESTS_OPTIONS_INIT { sizeof(zb_tests_options), NULL, 0, 0, NULL }
/* Of examples and cases: todo, what is known not to pass, and does not (passed holds what passes in spite of it); changed, of
 * failed what zb_tests_update would write. documents: labelled and scored; failed holds the scores below the least, too. */
typedef struct zb_tests_count { size_t passed, failed, todo, changed, documents; } zb_tests_count;
/* A file of labels, and the places that its rows are of (NULL: the labels have line and column themselves). */
typedef struct zb_labels { const char *name; zb_str text, places; } zb_labels;

/* rules must outlive them. Owner: the caller, zb_tests_free. Threads: one at a time. Errors: ZB_EARG, ZB_ENOMEM, ZB_EINTERNAL. */
ZB_API int zb_tests_new(const zb_rules *rules, const zb_tests_options *options, zb_tests **out, zb_error *err);
ZB_API void zb_tests_free(zb_tests *tests);
/* Runs the examples of a rule file (its name, as messages have it), or, where file is NULL, of all files of one's own, or of the
 * shipped ones where there are none or shipped is non-zero. Errors: ZB_ENONE (no such file), ZB_ENOMEM, ZB_EINTERNAL. */
ZB_API int zb_tests_examples(zb_tests *tests, const char *file, int shipped, zb_error *err);
/* Runs the cases of a file: Lua text of n bytes. Errors: ZB_ERULE with its place where it is wrong, ZB_ENOMEM, ZB_EINTERNAL. */
ZB_API int zb_tests_cases(zb_tests *tests, const char *name, const char *text, size_t n, zb_error *err);
/* Reads a document and scores it against its labels. Errors: as zb_extract; ZB_ERULE where the labels are wrong. */
ZB_API int zb_tests_labels(zb_tests *tests, const zb_labels *labels, const void *bytes, size_t n, const zb_document *doc,
                           zb_error *err);
/* Reads a document and writes labels of it as it was read, for a person to go through. Errors: as zb_extract; ZB_EIO. */
ZB_API int zb_tests_draft(zb_tests *tests, const void *bytes, size_t n, const zb_document *doc, zb_sink sink, void *ud,
                          zb_error *err);
ZB_API void zb_tests_counts(const zb_tests *tests, zb_tests_count *out);
/* Writes what came: text, tap, junit, json (one record each), scores (a table of the labelled documents), diff (what
 * zb_tests_update would change). Errors: ZB_EARG, ZB_EIO when the sink refused, ZB_ENOMEM. */
ZB_API int zb_tests_write(zb_tests *tests, const char *format, zb_sink sink, void *ud, zb_error *err);
/* The i-th file in which expectations have to be written anew, and its new text, both the tests'. Returns: 0 past the end. */
ZB_API int zb_tests_update(zb_tests *tests, size_t i, zb_str *file, zb_str *text);

#ifdef __cplusplus
}
#endif
#endif
