// SPDX-License-Identifier: EUPL-1.2
//
// UTF-8 by the letter of the standard, and the escaping of messages: what a rule says may end up in a terminal, a report or a
// log, so it must not carry control characters, direction marks or half characters.

#include "text.h"

#include <stdio.h>
#include <string.h>

size_t utf8_character(const char *bytes, size_t size, uint32_t *code) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (size == 0) return 0;
  uint8_t first = (uint8_t)bytes[0];
  if (first < 0x80) {
    *code = first;
    return 1;
  }
  size_t length = first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc0 && first < 0xe0 ? 2 : 0;
  if (length == 0 || length > size) return 0;
  uint32_t value = first & (0xffu >> (length + 1));
  for (size_t i = 1; i < length; i++) {
    uint8_t next = (uint8_t)bytes[i];
    if ((next & 0xc0) != 0x80) return 0;
    value = value << 6 | (next & 0x3f);
  }
  if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return 0;
  *code = value;
  return length;
}

bool utf8_valid(const char *bytes, size_t size) {
  uint32_t code;
  while (size) {
    size_t length = utf8_character(bytes, size, &code);
    if (!length) return false;
    bytes += length;
    size -= length;
  }
  return true;
}

size_t utf8_encode(uint32_t code, char out[4]) {
  if (code < 0x80) {
    out[0] = (char)code;
    return 1;
  }
  size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; i--) {
    out[i] = (char)(0x80 | (code & 0x3f));
    code >>= 6;
  }
  out[0] = (char)((0xff00u >> length & 0xff) | code);
  return length;
}

static bool is_plain(uint32_t code) {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
  if (code >= 0x200b && code <= 0x200f) return false; /* zero width, direction marks */
  if (code >= 0x2028 && code <= 0x202e) return false; /* separators, embeddings */
  return !(code >= 0x2060 && code <= 0x206f) && code != 0xfeff;
}

void text_append(Buffer *buffer, const char *bytes, size_t size, size_t limit) {
  static const char ellipsis[] = "...";
  size_t start = buffer->size, safe = start; /* `safe`: the last place where the ellipsis still fits */
  size_t room = limit > sizeof ellipsis ? limit - (sizeof ellipsis - 1) : 0;
  while (size) {
    char escaped[16];
    const char *piece = bytes;
    uint32_t code = 0;
    size_t length = utf8_character(bytes, size, &code), shown = length;
    if (!length) {
      length = 1;
      shown = (size_t)snprintf(escaped, sizeof escaped, "\\x%02X", (unsigned)(uint8_t)*bytes);
      piece = escaped;
    } else if (!is_plain(code)) {
      const char *name = code == '\n' ? "\\n" : code == '\t' ? "\\t" : code == '\r' ? "\\r" : NULL;
      shown = name ? (size_t)snprintf(escaped, sizeof escaped, "%s", name)
                   : (size_t)snprintf(escaped, sizeof escaped, "\\u{%X}", (unsigned)code);
      piece = escaped;
    }
    if (buffer->size - start <= room) safe = buffer->size;
    if (buffer->size - start + shown > limit) {
      buffer->size = safe;
      if (limit >= sizeof ellipsis) buffer_bytes(buffer, ellipsis, sizeof ellipsis - 1);
      return;
    }
    buffer_bytes(buffer, piece, shown);
    bytes += length;
    size -= length;
  }
}
