/* schema.S - schema.sql (ZB_SCHEMA, a file's name) as a string of the library. */
#if defined(__APPLE__)
#define SYMBOL(name) _##name
    .const
#else
#define SYMBOL(name) name
    .section .rodata
    .hidden zb_store__schema
#endif
    .globl SYMBOL(zb_store__schema)
SYMBOL(zb_store__schema):
    .incbin ZB_SCHEMA
    .byte 0
#if defined(__linux__)
    .section .note.GNU-stack, "", %progbits
#endif
