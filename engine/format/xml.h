/* xml.h - XML and HTML by libxml2: events only, no tree; nothing is printed, fetched or expanded. */
#ifndef ZB_XML_H
#define ZB_XML_H

#include <stddef.h>

#include "zhibiao.h"

enum { ZB_XML_DEPTH = 2000 };

/* What a reader does with the events. name: without its namespace's prefix. attribute: name and value by turns, ended by
 * NULL; NULL where there are none. Each returns 0 or an error, which ends the reading. */
typedef struct zb_xml_events {
  int (*open)(void *ud, const char *name, const char *const *attribute);
  int (*close)(void *ud, const char *name);
  int (*text)(void *ud, const char *p, size_t n);
  const char *const *spaces;   /* of XML: words in the names of the namespaces whose elements are told, ended by NULL; the
                                * others are told with the name "" */
} zb_xml_events;

/* Reads n bytes of XML, or of HTML in UTF-8, whatever its faults. what: names it in messages.
 * Errors: what an event gave; ZB_EENCODING (XML that is broken or has a DTD), ZB_ELIMIT (deeper than ZB_XML_DEPTH). */
int zb_xml__read(const char *bytes, size_t n, const char *what, const zb_xml_events *events, void *ud, zb_error *err);
int zb_xml__read_html(const char *text, size_t n, const zb_xml_events *events, void *ud, zb_error *err);
/* The value of an attribute; NULL where it is not there. */
const char *zb_xml__attribute(const char *const *attribute, const char *name);

#endif
