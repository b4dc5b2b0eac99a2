// SPDX-License-Identifier: EUPL-1.2
//
// Reading and writing frames. Input is read in large pieces and answers are queued, so that a batch of calls costs two system
// calls and not two per row; the queue is never held back while the worker waits, nor for more than 64 answers.

#include "frames.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_SIZE = 64 << 10, QUEUE_BYTES = 64 << 10, QUEUE_FRAMES = 64 };

static bool buffer_room(Buffer *buffer, size_t more) {
  if (buffer->failed) return false;
  if (buffer->capacity - buffer->size >= more) return true;
  size_t capacity = buffer->capacity ? buffer->capacity : 4096;
  while (capacity - buffer->size < more) capacity *= 2;
  char *data = realloc(buffer->data, capacity);
  if (!data) {
    buffer->failed = true;
    return false;
  }
  buffer->data = data;
  buffer->capacity = capacity;
  return true;
}

void buffer_bytes(Buffer *buffer, const void *bytes, size_t size) {
  if (!size || !buffer_room(buffer, size)) return;
  memcpy(buffer->data + buffer->size, bytes, size);
  buffer->size += size;
}

void buffer_u8(Buffer *buffer, uint8_t value) { buffer_bytes(buffer, &value, 1); }

void buffer_u32(Buffer *buffer, uint32_t value) {
  uint8_t bytes[4];
  for (int i = 0; i < 4; i++) bytes[i] = (uint8_t)(value >> (8 * i));
  buffer_bytes(buffer, bytes, sizeof bytes);
}

void buffer_i64(Buffer *buffer, int64_t value) {
  uint8_t bytes[8];
  for (int i = 0; i < 8; i++) bytes[i] = (uint8_t)((uint64_t)value >> (8 * i));
  buffer_bytes(buffer, bytes, sizeof bytes);
}

void buffer_string(Buffer *buffer, const char *bytes, size_t size) {
  buffer_u32(buffer, (uint32_t)size);
  buffer_bytes(buffer, bytes, size);
}

const char *reader_bytes(Reader *reader, size_t size) {
  if (reader->failed || (size_t)(reader->end - reader->at) < size) {
    reader->failed = true;
    return NULL;
  }
  const char *bytes = reader->at;
  reader->at += size;
  return bytes;
}

static uint64_t reader_little(Reader *reader, size_t size) {
  const char *bytes = reader_bytes(reader, size);
  uint64_t value = 0;
  for (size_t i = 0; bytes && i < size; i++) value |= (uint64_t)(uint8_t)bytes[i] << (8 * i);
  return value;
}

uint8_t reader_u8(Reader *reader) { return (uint8_t)reader_little(reader, 1); }
uint32_t reader_u32(Reader *reader) { return (uint32_t)reader_little(reader, 4); }
int64_t reader_i64(Reader *reader) { return (int64_t)reader_little(reader, 8); }

const char *reader_string(Reader *reader, size_t *size) {
  *size = reader_u32(reader);
  const char *bytes = reader_bytes(reader, *size);
  if (!bytes) *size = 0;
  return bytes;
}

static Buffer input, queue;
static size_t input_start;
static int queued;

bool frame_flush(void) {
  size_t done = 0;
  while (done < queue.size) {
    ssize_t written = write(STDOUT_FILENO, queue.data + done, queue.size - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    done += (size_t)written;
  }
  queue.size = 0;
  queued = 0;
  return true;
}

bool frame_write(const Buffer *payload) {
  buffer_string(&queue, payload->data, payload->size);
  if (payload->failed || queue.failed) return false;
  return ++queued < QUEUE_FRAMES && queue.size < QUEUE_BYTES ? true : frame_flush();
}

/* Makes at least `wanted` unread bytes available. */
static FrameStatus input_fill(size_t wanted) {
  while (input.size - input_start < wanted) {
    if (input_start) {
      memmove(input.data, input.data + input_start, input.size - input_start);
      input.size -= input_start;
      input_start = 0;
    }
    if (!frame_flush() || !buffer_room(&input, READ_SIZE)) return FRAME_BROKEN;
    ssize_t count = read(STDIN_FILENO, input.data + input.size, input.capacity - input.size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return FRAME_BROKEN;
    if (count == 0) return input.size ? FRAME_BROKEN : FRAME_END;
    input.size += (size_t)count;
  }
  return FRAME_READY;
}

FrameStatus frame_read(Reader *payload) {
  FrameStatus status = input_fill(4);
  if (status != FRAME_READY) return status;
  Reader header = {input.data + input_start, input.data + input.size, false};
  size_t length = reader_u32(&header);
  if (length == 0 || length > FRAME_LIMIT) return FRAME_BROKEN;
  status = input_fill(4 + length);
  if (status != FRAME_READY) return FRAME_BROKEN;
  payload->at = input.data + input_start + 4;
  payload->end = payload->at + length;
  payload->failed = false;
  input_start += 4 + length;
  return FRAME_READY;
}
