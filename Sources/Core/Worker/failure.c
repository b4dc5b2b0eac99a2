// SPDX-License-Identifier: EUPL-1.2
//
// What an `E` answer says: of a limit from the meter, of an error from the top of the stack. Nothing of the script runs any more.

#include "failure.h"

#include <stdio.h>
#include <string.h>

#include "library.h"
#include "text.h"

enum { DEFAULT_MESSAGE = 2048 };

static void answer_error(Buffer *answer, const char *kind, int line, const char *message, size_t size, size_t limit) {
  answer->size = 0;
  buffer_u8(answer, 'E');
  buffer_string(answer, kind, strlen(kind));
  buffer_u32(answer, line > 0 ? (uint32_t)line : 0);
  size_t start = answer->size;
  buffer_u32(answer, 0);
  text_append(answer, message, size, limit);
  if (answer->failed) return;
  uint32_t written = (uint32_t)(answer->size - start - 4);
  for (size_t i = 0; i < 4; i++) answer->data[start + i] = (char)(written >> (8 * i));
}

void rule_refuse(Buffer *answer, const char *kind, const char *message) {
  answer_error(answer, kind, 0, message, strlen(message), DEFAULT_MESSAGE);
}

static void answer_trip(Buffer *answer) {
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
  answer_error(answer, kinds[meter.tripped], meter.trip_line, text, (size_t)size, limits->message_bytes);
}

/* Takes "name:line: " off the front of a message. */
static const char *strip_place(const Rule *rule, const char *message, size_t *size, int *line) {
  size_t name = strlen(rule->name), at = name + 1;
  if (*size <= at || memcmp(message, rule->name, name) || message[name] != ':') return message;
  int number = 0;
  while (at < *size && message[at] >= '0' && message[at] <= '9' && number < 10000000) number = number * 10 + message[at++] - '0';
  if (at == name + 1 || at + 1 >= *size || message[at] != ':' || message[at + 1] != ' ') return message;
  *line = number;
  *size -= at + 2;
  return message + at + 2;
}

void answer_failure(const Rule *rule, const Job *job, Buffer *answer) {
  if (meter.tripped) {
    answer_trip(answer);
    return;
  }
  lua_State *L = rule->L;
  char text[64];
  size_t size;
  const char *message = text;
  int line = meter.error_line;
  if (lua_type(L, -1) == LUA_TSTRING) {
    line = 0;
    message = lua_tolstring(L, -1, &size);
    message = strip_place(rule, message, &size, &line);
    if (!line) line = meter.error_line;
  } else if (lua_type(L, -1) == LUA_TNUMBER) {
    size = number_text(L, -1, text);
  } else {
    size = (size_t)snprintf(text, sizeof text, "an error that is no text but a %s", luaL_typename(L, -1));
  }
  const char *kind = "runtime";
  if (job->syntax) kind = "syntax";
  else if (meter.bad_result) kind = "result", line = (int)rule->apply_line;
  else if (meter.denied[0] && size == strlen(meter.denied) && !memcmp(message, meter.denied, size)) kind = "denied";
  answer_error(answer, kind, line, message, size, rule->limits.message_bytes);
}
