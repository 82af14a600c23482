/* embed.S - the image of the shipped rules (ZB_IMAGE, a file's name) as constant data of the library. */
#if defined(__APPLE__)
#define SYMBOL(name) _##name
    .const
#else
#define SYMBOL(name) name
    .section .rodata
    .hidden zb_image__built_in
    .hidden zb_image__built_in_end
#endif
    .globl SYMBOL(zb_image__built_in)
    .globl SYMBOL(zb_image__built_in_end)
    .balign 64
SYMBOL(zb_image__built_in):
    .incbin ZB_IMAGE
SYMBOL(zb_image__built_in_end):
    .byte 0
#if defined(__linux__)
    .section .note.GNU-stack, "", %progbits
#endif
