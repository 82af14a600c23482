#include "format/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>

#include "base/error.h"
#include "base/library.h"

#define FUNCTIONS(X) X(htmlCtxtReadMemory) X(htmlFreeParserCtxt) X(htmlNewParserCtxt) X(xmlCreateMemoryParserCtxt) \
  X(xmlCtxtUseOptions) X(xmlFreeParserCtxt) X(xmlInitParser) X(xmlParseDocument) X(xmlStopParser)
ZB_LIBRARY(xml, FUNCTIONS, ZB_LIBXML2, "libxml2", "libxml2-dev", "web pages and Word documents")

enum { ATTRIBUTES = 16, VALUE = 200 };   /* of an element, those that are looked at; bytes of a value, cut behind */

typedef struct run {
  const zb_xml_events *events;
  void *ud;
  xmlParserCtxtPtr parser;
  const char *what;
  size_t depth;
  int code;
  int fault_line;
  char fault[200];
  zb_error *err;
} run;

static void stop(run *r, int code) {
  if (!r->code && code) r->code = code;
  if (r->code) xml.xmlStopParser(r->parser);
}

static void opened(run *r, const char *name, const char *const *attribute) {
  if (r->code) return;
  if (++r->depth > ZB_XML_DEPTH)
    stop(r, zb_error__set(r->err, ZB_ELIMIT, "%s: elements inside each other, more than %d deep", r->what, ZB_XML_DEPTH));
  else stop(r, r->events->open(r->ud, name, attribute));
}

static void closed(run *r, const char *name) {
  if (r->depth) r->depth--;
  if (!r->code) stop(r, r->events->close(r->ud, name));
}

static void on_text(void *ud, const xmlChar *p, int n) {
  run *r = ud;
  if (!r->code && n > 0) stop(r, r->events->text(r->ud, (const char *)p, (size_t)n));
}

static const char *told(const run *r, const xmlChar *name, const xmlChar *uri) {
  const char *const *word;
  for (word = r->events->spaces; uri && *word; word++)
    if (strstr((const char *)uri, *word)) return (const char *)name;
  return "";
}

/* XML: SAX 2, with namespaces; an attribute's value is not ended by a NUL. */
static void on_open_ns(void *ud, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int spaces,
                       const xmlChar **space, int n, int defaulted, const xmlChar **a) {
  const char *attribute[2 * ATTRIBUTES + 1];
  char values[ATTRIBUTES][VALUE];
  int i, k = 0;
  (void)prefix, (void)spaces, (void)space, (void)defaulted;
  for (i = 0; i < n && k < ATTRIBUTES; i++, a += 5) {
    size_t len = (size_t)(a[4] - a[3]) < VALUE - 1 ? (size_t)(a[4] - a[3]) : VALUE - 1;
    memcpy(values[k], a[3], len);
    values[k][len] = '\0';
    attribute[2 * k] = (const char *)a[0];
    attribute[2 * k + 1] = values[k];
    k++;
  }
  attribute[2 * k] = NULL;
  opened(ud, told(ud, name, uri), attribute);
}

static void on_close_ns(void *ud, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix;
  closed(ud, told(ud, name, uri));
}

/* HTML: SAX 1. */
static void on_open(void *ud, const xmlChar *name, const xmlChar **attribute) {
  opened(ud, (const char *)name, (const char *const *)attribute);
}

static void on_close(void *ud, const xmlChar *name) { closed(ud, (const char *)name); }

static void on_dtd(void *ud, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  run *r = ud;
  (void)name, (void)external, (void)system;
  if (!r->code) stop(r, zb_error__set(r->err, ZB_EENCODING, "%s has a DTD, which no document of Word has", r->what));
}

static void on_fault(void *ud, xmlErrorPtr fault) {
  run *r = ud;
  size_t n = 0;
  if (!fault || !fault->message || fault->level < XML_ERR_ERROR || r->fault[0]) return;
  while (n + 1 < sizeof r->fault && fault->message[n] && fault->message[n] != '\n') n++;
  memcpy(r->fault, fault->message, n);
  while (n > 0 && ((unsigned char)r->fault[n - 1] >= 0x80)) n--;     /* never half a character */
  r->fault[n] = '\0';
  r->fault_line = fault->line;
}

int zb_xml__read(const char *bytes, size_t n, const char *what, const zb_xml_events *events, void *ud, zb_error *err) {
  run r = { events, ud, NULL, what, 0, 0, 0, "", err };
  int whole, code = zb_library__load(&xml_library, err);
  if (code) return code;
  if (n > INT_MAX) return zb_error__set(err, ZB_ELIMIT, "%s is larger than 2 GiB", what);
  xml.xmlInitParser();
  r.parser = xml.xmlCreateMemoryParserCtxt(bytes, (int)n);
  if (!r.parser) return zb_error__set(err, n ? ZB_ENOMEM : ZB_EENCODING, n ? "no memory to read %s" : "%s is empty", what);
  memset(r.parser->sax, 0, sizeof *r.parser->sax);
  r.parser->sax->initialized = XML_SAX2_MAGIC;
  r.parser->sax->startElementNs = on_open_ns;
  r.parser->sax->endElementNs = on_close_ns;
  r.parser->sax->characters = r.parser->sax->ignorableWhitespace = r.parser->sax->cdataBlock = on_text;
  r.parser->sax->internalSubset = on_dtd;
  r.parser->sax->serror = on_fault;
  r.parser->userData = &r;
  xml.xmlCtxtUseOptions(r.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  r.parser->sax->serror = on_fault;
  xml.xmlParseDocument(r.parser);
  whole = r.parser->wellFormed;
  xml.xmlFreeParserCtxt(r.parser);
  if (r.code) return r.code;
  if (!whole)
    return zb_error__set(err, ZB_EENCODING, "%s is broken: line %d: %s", what, r.fault_line, r.fault[0] ? r.fault : "no XML");
  return 0;
}

int zb_xml__read_html(const char *text, size_t n, const zb_xml_events *events, void *ud, zb_error *err) {
  run r = { events, ud, NULL, "the page", 0, 0, 0, "", err };
  htmlSAXHandler *sax;
  int code = zb_library__load(&xml_library, err);
  if (code) return code;
  if (n > INT_MAX) return zb_error__set(err, ZB_ELIMIT, "a page larger than 2 GiB");
  xml.xmlInitParser();
  r.parser = xml.htmlNewParserCtxt();
  if (!r.parser) return zb_error__set(err, ZB_ENOMEM, "no memory to read the page");
  sax = r.parser->sax;
  memset(sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->startElement = on_open;
  sax->endElement = on_close;
  sax->characters = sax->ignorableWhitespace = sax->cdataBlock = on_text;
  sax->serror = on_fault;
  r.parser->userData = &r;
  xml.htmlCtxtReadMemory(r.parser, text, (int)n, NULL, "UTF-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
                     HTML_PARSE_NODEFDTD | HTML_PARSE_NOIMPLIED);
  xml.htmlFreeParserCtxt(r.parser);
  return r.code;
}

const char *zb_xml__attribute(const char *const *attribute, const char *name) {
  for (; attribute && *attribute; attribute += 2)
    if (strcmp(attribute[0], name) == 0) return attribute[1] ? attribute[1] : "";
  return NULL;
}
