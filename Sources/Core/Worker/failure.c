// SPDX-License-Identifier: EUPL-1.2
//
// What an `E` answer says: of a limit from the meter, of an error from the top of the stack. Nothing of the script runs any more.

#include "failure.h"

#include <stdio.h>
#include <string.h>

#include "library.h"
#include "text.h"

enum { DEFAULT_MESSAGE = 2048 };

/* In a package the place stands in front of the message, for it may be in any file: `file` is NULL for a rule. */
static void answer_error(Buffer *answer, const char *kind, const char *file, int line, const char *message, size_t size, size_t limit) {
  answer->size = 0;
  buffer_u8(answer, 'E');
  buffer_string(answer, kind, strlen(kind));
  buffer_u32(answer, line > 0 ? (uint32_t)line : 0);
  size_t start = answer->size;
  buffer_u32(answer, 0);
  if (file && *file) {
    char place[LUA_IDSIZE + 16];
    int length = snprintf(place, sizeof place, "%s:%d: ", file, line);
    text_append(answer, place, (size_t)length, sizeof place);
  }
  text_append(answer, message, size, limit);
  if (answer->failed) return;
  uint32_t written = (uint32_t)(answer->size - start - 4);
  for (size_t i = 0; i < 4; i++) answer->data[start + i] = (char)(written >> (8 * i));
}

void rule_refuse_file(Buffer *answer, const char *kind, const char *file, const char *message) {
  answer_error(answer, kind, file, 0, message, strlen(message), DEFAULT_MESSAGE);
}

void rule_refuse(Buffer *answer, const char *kind, const char *message) { rule_refuse_file(answer, kind, NULL, message); }

static void answer_trip(const Rule *rule, Buffer *answer) {
  static const char *const kinds[] = {"", "instructions", "memory", "time", "depth"};
  const Limits *limits = &meter.limits;
  char text[128];
  int size = 0;
  switch (meter.tripped) {
    case TRIP_MEMORY:
      size = meter.trip_text ? snprintf(text, sizeof text, "%s", meter.trip_text)
                             : snprintf(text, sizeof text, "more than %lld bytes of memory", (long long)limits->memory);
      break;
    case TRIP_TIME: size = snprintf(text, sizeof text, "more than %u ms of processor time", (unsigned)limits->cpu_ms); break;
    case TRIP_DEPTH: size = snprintf(text, sizeof text, "calls nested deeper than %u", (unsigned)limits->depth); break;
    default: size = snprintf(text, sizeof text, "more than %lld units of work", (long long)limits->fuel); break;
  }
  answer_error(answer, kinds[meter.tripped], rule->is_package ? meter.trip_file : NULL, meter.trip_line, text, (size_t)size,
               limits->message_bytes);
}

/* Takes "name:line: " off the front of a message. */
static const char *strip_name(const char *source, const char *message, size_t *size, int *line) {
  size_t name = strlen(source), at = name + 1;
  if (*size <= at || memcmp(message, source, name) || message[name] != ':') return message;
  int number = 0;
  while (at < *size && message[at] >= '0' && message[at] <= '9' && number < 10000000) number = number * 10 + message[at++] - '0';
  if (at == name + 1 || at + 1 >= *size || message[at] != ':' || message[at + 1] != ' ') return message;
  *line = number;
  *size -= at + 2;
  return message + at + 2;
}

/* Takes the place off the front of a message; `file` is left as it is when there is none. */
static const char *strip_place(const Rule *rule, const char *message, size_t *size, int *line, const char **file) {
  for (uint32_t i = 0; i < rule->source_count && !*line; i++) {
    message = strip_name(rule->sources[i].name, message, size, line);
    if (*line) *file = rule->sources[i].name;
  }
  return message;
}

void answer_failure(const Rule *rule, const Job *job, Buffer *answer) {
  if (meter.tripped) {
    answer_trip(rule, answer);
    return;
  }
  lua_State *L = rule->L;
  char text[64];
  size_t size;
  const char *message = text;
  int line = meter.error_line;
  const char *file = meter.error_file;
  if (lua_type(L, -1) == LUA_TSTRING) {
    line = 0;
    message = lua_tolstring(L, -1, &size);
    message = strip_place(rule, message, &size, &line, &file);
    if (!line) line = meter.error_line;
  } else if (lua_type(L, -1) == LUA_TNUMBER) {
    size = number_text(L, -1, text);
  } else {
    size = (size_t)snprintf(text, sizeof text, "an error that is no text but a %s", luaL_typename(L, -1));
  }
  const char *kind = "runtime";
  if (job->syntax) kind = "syntax";
  else if (meter.bad_result) kind = "result", line = (int)rule->apply_line, file = rule->sources[0].name;
  else if (meter.denied[0] && size == strlen(meter.denied) && !memcmp(message, meter.denied, size)) kind = "denied";
  answer_error(answer, kind, rule->is_package ? file : NULL, line, message, size, rule->limits.message_bytes);
}
