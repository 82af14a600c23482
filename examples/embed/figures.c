/* figures.c - the library in another program: what the figures of one file say. usage: figures FILE */
#include <stdio.h>

#include <zhibiao.h>

/* An exact decimal, mantissa * 10^-scale, as a number for printing. */
static void print_decimal(zb_decimal d) {
  double value = (double)d.mantissa;
  for (int i = 0; i < d.scale; i++) value /= 10;
  printf("%.*f", (int)d.scale, value);
}

static void print_figure(const zb_observation *o) {
  printf("%d:%d\t%.*s\t", o->line, o->column, (int)o->subject.n, o->subject.p);
  if (o->has & ZB_VALUE) {
    print_decimal(o->value);
  } else {                                   /* a range, or one end of it */
    if (o->has & ZB_LOWER) print_decimal(o->lower);
    fputs("..", stdout);
    if (o->has & ZB_UPPER) print_decimal(o->upper);
  }
  printf("\t%.*s\t%.*s\n", (int)o->unit.n, o->unit.p, (int)o->period.n, o->period.p);
}

int main(int argc, char **argv) {
  zb_document document = ZB_DOCUMENT_INIT;   /* type, area and year are found in the text */
  zb_rules *rules = NULL;
  zb_engine *engine = NULL;
  zb_result *result = NULL;
  zb_error err = { 0 };
  int code;
  if (argc != 2) return fputs("usage: figures FILE\n", stderr), 2;
  document.name = argv[1];
  code = zb_rules_load(NULL, &rules, &err);  /* NULL: the built-in rules; or a directory laid over them */
  if (!code) code = zb_engine_new(rules, NULL, &engine, &err);
  if (!code) code = zb_extract_file(engine, argv[1], &document, &result, &err);
  if (code) fprintf(stderr, "%s: %s: %s\n", argv[1], zb_error_name(code), err.message);
  for (size_t i = 0; !code && i < zb_result_count(result); i++) print_figure(zb_result_at(result, i));
  zb_result_free(result);                    /* in this order; each may be NULL */
  zb_engine_free(engine);
  zb_rules_free(rules);
  return code ? 1 : 0;
}
