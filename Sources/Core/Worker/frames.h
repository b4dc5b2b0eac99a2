// SPDX-License-Identifier: EUPL-1.2
//
// Frames on stdin and stdout (PROTOCOL.md), and the two small tools they need: a growing buffer to write into, and a reader
// that never runs past the end of what it was given.

#ifndef SAMVERK_FRAMES_H
#define SAMVERK_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FRAME_LIMIT = 16 << 20 };

typedef struct Buffer {
  char *data;
  size_t size, capacity;
  bool failed; /* no memory: everything after is ignored */
} Buffer;

void buffer_bytes(Buffer *buffer, const void *bytes, size_t size);
void buffer_u8(Buffer *buffer, uint8_t value);
void buffer_u32(Buffer *buffer, uint32_t value);
void buffer_i64(Buffer *buffer, int64_t value);
void buffer_string(Buffer *buffer, const char *bytes, size_t size);

typedef struct Reader {
  const char *at, *end;
  bool failed; /* asked for more than there was */
} Reader;

const char *reader_bytes(Reader *reader, size_t size);
uint8_t reader_u8(Reader *reader);
uint32_t reader_u32(Reader *reader);
int64_t reader_i64(Reader *reader);
const char *reader_string(Reader *reader, size_t *size);

typedef enum FrameStatus { FRAME_READY, FRAME_END, FRAME_BROKEN } FrameStatus;

/* The next frame's payload, valid until the next call. Flushes the answers first when it has to wait. */
FrameStatus frame_read(Reader *payload);

/* Queues one frame; the queue is written when it is long or when there is nothing more to read. */
bool frame_write(const Buffer *payload);
bool frame_flush(void);

#endif
