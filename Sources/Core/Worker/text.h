// SPDX-License-Identifier: EUPL-1.2
//
// Text that leaves the worker: whether bytes are UTF-8, and messages made safe to show.

#ifndef SAMVERK_TEXT_H
#define SAMVERK_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "frames.h"

/* The length of the UTF-8 character at `bytes` (0 if none: overlong forms, surrogates and what is above 10FFFF are none). */
size_t utf8_character(const char *bytes, size_t size, uint32_t *code);

bool utf8_valid(const char *bytes, size_t size);

/* Writes a character's one to four bytes; `code` is at most 10FFFF. */
size_t utf8_encode(uint32_t code, char out[4]);

/* Appends bytes as readable text: control characters and broken UTF-8 escaped, cut at `limit` bytes. */
void text_append(Buffer *buffer, const char *bytes, size_t size, size_t limit);

#endif
