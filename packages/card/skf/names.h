#ifndef NAMES_H
#define NAMES_H
#include <stddef.h>

#include "skf.h"

/* GM/T 0016's way with an answer of unknown length: no room asks for the length, too little is refused with it. */
SKF_ULONG give(const uint8_t *bytes, size_t length, char *room, SKF_ULONG *size);
/* UTF-8 of at most `width` bytes as the library's own encoding, padded with 00. */
void put_text(char *field, size_t width, const uint8_t *text);

#endif
