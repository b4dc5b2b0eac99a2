// SPDX-License-Identifier: EUPL-1.2
//
// The two requests. Everything that can raise runs inside one protected call; afterwards the meter has the last word: once
// it has tripped, the answer is an error, whatever the script made of it.

#include "rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "library.h"
#include "scan.h"
#include "state.h"
#include "text.h"
#include "values.h"

enum { RULES_LIMIT = 4096, MEMORY_CEILING = 96 << 20, RESULT_CEILING = 8 << 20, DEFAULT_MESSAGE = 2048,
       ACCESSES_LIMIT = 200, CAUGHT_COST = 64 };

static Rule *rules;
static uint32_t rule_count, rule_capacity;

bool rules_prepare(void) {
  if (!arena_open(&meter.arena)) return false;
  state_find_seed();
  return true;
}

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

/* The error on top of the stack. Nothing of the script runs: an error object that is no text is only named. */
static void answer_failure(Rule *rule, const Job *job, Buffer *answer) {
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

/* ---- loading ---- */

static int field_job(lua_State *L) {
  value_append(L, 2, lua_touserdata(L, 1));
  return 0;
}

/* Appends one field if its value is data; what is not is left out. */
static bool append_field(lua_State *L, const char *key, size_t size, Buffer *out) {
  size_t start = out->size;
  buffer_string(out, key, size);
  lua_pushcfunction(L, field_job);
  lua_pushlightuserdata(L, out);
  lua_pushvalue(L, -3);
  int status = lua_pcall(L, 2, 0, 0);
  if (status == LUA_OK) return true;
  meter_caught(L, status);
  meter.bad_result = false;
  lua_pop(L, 1);
  out->size = start;
  return false;
}

/* The rule's table is on top: its fields with text keys, but `apply`, as one object. */
static void append_metadata(lua_State *L, Buffer *out) {
  int rule = lua_gettop(L);
  buffer_u8(out, 'o');
  size_t place = out->size;
  uint32_t count = 0;
  buffer_u32(out, 0);
  KeyOrder *order = keys_sorted(L, rule);
  for (size_t i = 0; i < order->count; i++) {
    const SortKey *key = &order->keys[i];
    if (key->rank != 1 || !strcmp(key->text, "apply") || !utf8_valid(key->text, key->size)) continue;
    lua_pushlstring(L, key->text, key->size);
    lua_rawget(L, rule);
    count += append_field(L, key->text, key->size, out);
    lua_pop(L, 1);
  }
  lua_settop(L, rule);
  if (out->failed) return;
  for (size_t i = 0; i < 4; i++) out->data[place + i] = (char)(count >> (8 * i));
}

/* Runs the file once; it must return the table that `rule` marked, with a function `apply`. */
static int define_job(lua_State *L) {
  Job *job = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &APPLY_KEY);
  lua_call(L, 0, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &RULE_KEY);
  if (!lua_istable(L, -1) || !lua_rawequal(L, -1, -2)) return luaL_error(L, "the file must return rule { ... }");
  lua_pushliteral(L, "apply");
  if (lua_rawget(L, -2) != LUA_TFUNCTION || lua_iscfunction(L, -1))
    return luaL_error(L, "the rule has no function 'apply'");
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &APPLY_KEY);
  lua_Debug info;
  lua_getinfo(L, ">S", &info);
  job->rule->apply_line = info.linedefined > 0 ? (uint32_t)info.linedefined : 0;
  append_metadata(L, job->answer);
  return 0;
}

static bool read_load(Reader *request, Job *job, uint8_t *mode) {
  Rule *rule = job->rule;
  size_t name_size;
  *mode = reader_u8(request);
  const char *name = reader_string(request, &name_size);
  job->source = reader_string(request, &job->source_size);
  Limits *limits = &rule->limits;
  limits->fuel = reader_i64(request);
  limits->memory = reader_i64(request);
  limits->depth = reader_u32(request);
  limits->result_bytes = reader_u32(request);
  limits->result_levels = reader_u32(request);
  limits->message_bytes = reader_u32(request);
  limits->cpu_ms = reader_u32(request);
  rule->has_seed = request->at < request->end;
  if (rule->has_seed) rule->seed = (uint64_t)reader_i64(request);
  if (request->failed || request->at != request->end || *mode > 1 || limits->fuel < 1 || limits->memory < 1) return false;
  if (limits->memory > MEMORY_CEILING) limits->memory = MEMORY_CEILING;
  if (limits->depth > 10000) limits->depth = 10000;
  if (limits->result_bytes > RESULT_CEILING) limits->result_bytes = RESULT_CEILING;
  if (limits->message_bytes > RESULT_CEILING) limits->message_bytes = RESULT_CEILING;
  if (name_size > NAME_LIMIT) {
    enum { TAIL = NAME_LIMIT - 3 };
    memcpy(rule->name, "...", 3);
    memcpy(rule->name + 3, name + name_size - TAIL, TAIL);
  } else {
    memcpy(rule->name, name, name_size);
  }
  return true;
}

/* Refuses what is no text, or would be work beyond measure, before Lua sees it. */
static const char *check_source(Job *job) {
  static const char mark[] = "\xef\xbb\xbf";
  if (job->source_size >= 3 && !memcmp(job->source, mark, 3)) {
    job->source += 3;
    job->source_size -= 3;
  }
  if (job->source_size > SOURCE_LIMIT) return "the file is longer than 65536 bytes";
  if (job->source_size && job->source[0] == LUA_SIGNATURE[0]) return "compiled code is not available to rules";
  size_t accesses = scan_accesses(job->source, job->source_size);
  if (accesses > ACCESSES_LIMIT) return "an expression with more than 200 accesses, such as a.b.c, in a row";
  job->rule->error_cost = CAUGHT_COST + (int64_t)((accesses + 1) * job->source_size >> 7);
  return NULL;
}

static bool rules_room(void) {
  if (rule_count < rule_capacity) return true;
  if (rule_count >= RULES_LIMIT) return false;
  uint32_t capacity = rule_capacity ? 2 * rule_capacity : 16;
  Rule *larger = realloc(rules, capacity * sizeof *larger);
  if (!larger) return false;
  rules = larger;
  rule_capacity = capacity;
  return true;
}

/* Runs the file from its freshly compiled state. */
static bool define_rule(Rule *rule, Job *job, bool building) {
  state_restore(rule);
  meter.arena.building = building;
  job->answer->size = 0;
  meter_arm(rule->L, &rule->limits);
  meter.error_cost = rule->error_cost;
  meter.stack_limit = KEPT_COROUTINES;
  random_begin(rule->seed, NULL, 0);
  return state_run(rule->L, define_job, job) == LUA_OK && !meter.tripped;
}

/* Compiles, defines and keeps; false: the answer is the error. */
static bool load_rule(Rule *rule, Job *job, uint8_t mode, Buffer *answer) {
  if (state_build(rule, job) != LUA_OK || meter.tripped) {
    if (rule->L) answer_failure(rule, job, answer);
    else rule_refuse(answer, "memory", "no memory for a new state");
    return false;
  }
  bool kept = state_settle(rule) && state_keep(rule);
  if (kept) rule->is_rule = define_rule(rule, job, false);
  if (kept && rule->is_rule) {
    /* What it made may be too large to be kept where it lies: then once more, with everything in the region. */
    if (!state_settle(rule)) kept = define_rule(rule, job, true) && state_settle(rule);
    kept = kept && state_keep(rule);
  } else if (kept && mode == 0) {
    answer_failure(rule, job, answer);
    return false;
  }
  if (!kept) {
    rule_refuse(answer, "memory", "the rule's own data is too large to be kept");
    return false;
  }
  if (!rule->is_rule) {
    job->answer->size = 0;
    buffer_u8(job->answer, 'o');
    buffer_u32(job->answer, 0);
    rule->apply_line = 0;
  }
  return true;
}

void rule_load(Reader *request, Buffer *answer) {
  static Buffer metadata;
  metadata.size = 0;
  metadata.failed = false;
  if (!rules_room()) {
    rule_refuse(answer, "memory", "too many rules in one worker");
    return;
  }
  Rule *rule = &rules[rule_count];
  memset(rule, 0, sizeof *rule);
  Job job = {.rule = rule, .answer = &metadata};
  uint8_t mode;
  if (!read_load(request, &job, &mode)) {
    rule_refuse(answer, "runtime", "the request to load is malformed");
    return;
  }
  const char *refused = check_source(&job);
  if (refused) {
    rule_refuse(answer, "denied", refused);
    return;
  }
  if (!load_rule(rule, &job, mode, answer)) {
    snapshot_drop(&rule->snapshot);
    return;
  }
#ifdef SAMVERK_SANITIZED
  rule->source = malloc(job.source_size + 1);
  if (!rule->source) abort();
  memcpy(rule->source, job.source, job.source_size);
  rule->source_size = job.source_size;
#endif
  buffer_u8(answer, 'M');
  buffer_u32(answer, rule_count++);
  buffer_u8(answer, rule->is_rule);
  buffer_u32(answer, rule->apply_line);
  buffer_bytes(answer, metadata.data, metadata.size);
}

/* ---- calling ---- */

static int call_job(lua_State *L) {
  Job *job = lua_touserdata(L, 1);
  Reader *arguments = job->arguments;
  Buffer *answer = job->answer;
  lua_settop(L, 0);
  uint32_t count = reader_u32(arguments);
  if (arguments->failed || count > 200) return luaL_error(L, "the call is malformed: more than 200 arguments");
  luaL_checkstack(L, (int)count + 8, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &APPLY_KEY);
  for (uint32_t i = 0; i < count; i++) value_push(L, arguments, 0);
  if (arguments->at != arguments->end) return luaL_error(L, "the call is malformed: bytes after its end");
  lua_call(L, (int)count, 2);
  buffer_u8(answer, 'V');
  value_append(L, 1, answer);
  bool has_reason = lua_type(L, 2) == LUA_TSTRING;
  buffer_u8(answer, has_reason);
  size_t size = 0, start = answer->size;
  const char *reason = has_reason ? lua_tolstring(L, 2, &size) : "";
  buffer_u32(answer, 0);
  text_append(answer, reason, size, meter.limits.message_bytes);
  uint32_t written = (uint32_t)(answer->size - start - 4);
  for (size_t i = 0; i < 4 && !answer->failed; i++) answer->data[start + i] = (char)(written >> (8 * i));
  if (meter.used > (size_t)meter.limits.memory) meter_collect(L); /* the limit holds to the last */
  charge(L, 1);
  return 0;
}

/* Puts the rule's state back as it was when it was loaded. */
static bool begin_call(Rule *rule) {
  state_restore(rule);
#ifdef SAMVERK_SANITIZED
  static Buffer unused;
  unused.size = 0;
  Job job = {.rule = rule, .source = rule->source, .source_size = rule->source_size, .answer = &unused};
  if (state_build(rule, &job) != LUA_OK) return false;
  if (rule->is_rule && state_run(rule->L, define_job, &job) != LUA_OK) return false;
#endif
  meter_arm(rule->L, &rule->limits);
  meter.error_cost = rule->error_cost;
  meter.stack_limit = COROUTINE_LIMIT;
  return true;
}

void rule_call(Reader *request, Buffer *answer) {
  uint32_t number = reader_u32(request);
  if (request->failed || number >= rule_count) {
    rule_refuse(answer, "runtime", "no rule has that number");
    return;
  }
  Rule *rule = &rules[number];
  Job job = {.rule = rule, .arguments = request, .answer = answer};
  if (!begin_call(rule)) {
    answer_failure(rule, &job, answer);
    return;
  }
  if (rule->has_seed) random_begin(rule->seed, request->at, (size_t)(request->end - request->at));
  int status = state_run(rule->L, call_job, &job);
  if (status != LUA_OK || meter.tripped) answer_failure(rule, &job, answer);
  else {
    buffer_i64(answer, meter.fuel);
    buffer_u32(answer, (uint32_t)meter.answer_line);
  }
}
