// SPDX-License-Identifier: EUPL-1.2
//
// The two requests. Everything that can raise runs inside one protected call; afterwards the meter has the last word: once
// it has tripped, the answer is an error, whatever the script made of it.

#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "ask.h"
#include "define.h"
#include "failure.h"
#include "library.h"
#include "sources.h"
#include "state.h"
#include "text.h"
#include "values.h"

enum { RULES_LIMIT = 4096, MEMORY_CEILING = 96 << 20, RESULT_CEILING = 8 << 20 };

static Rule *rules;
static uint32_t rule_count, rule_capacity;

bool rules_prepare(void) {
  if (!arena_open(&meter.arena)) return false;
  state_find_seed();
  return true;
}

/* ---- loading ---- */

static bool read_limits(Reader *request, Rule *rule) {
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
  if (request->failed || request->at != request->end || limits->fuel < 1 || limits->memory < 1) return false;
  if (limits->memory > MEMORY_CEILING) limits->memory = MEMORY_CEILING;
  if (limits->depth > 10000) limits->depth = 10000;
  if (limits->result_bytes > RESULT_CEILING) limits->result_bytes = RESULT_CEILING;
  if (limits->message_bytes > RESULT_CEILING) limits->message_bytes = RESULT_CEILING;
  return true;
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
  } else if (kept && (mode == 0 || job->marked)) {
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

static void load(Reader *request, Buffer *answer, bool is_package) {
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
  rule->is_package = is_package;
  uint8_t mode = is_package ? 0 : reader_u8(request);
  uint32_t count = is_package ? reader_u32(request) : 1;
  if (mode > 1 || !sources_read(request, rule, count) || !read_limits(request, rule)) {
    rule_refuse(answer, "runtime", "the request to load is malformed");
    sources_drop(rule);
    return;
  }
  for (uint32_t i = 0; i < count; i++) {
    const char *refused = source_check(rule, &rule->sources[i]);
    if (!refused) continue;
    rule_refuse_file(answer, "denied", is_package ? rule->sources[i].name : NULL, refused);
    sources_drop(rule);
    return;
  }
  if (!load_rule(rule, &job, mode, answer)) {
    snapshot_drop(&rule->snapshot);
    sources_drop(rule);
    return;
  }
#ifdef SAMVERK_SANITIZED
  sources_keep(rule);
#endif
  buffer_u8(answer, 'M');
  buffer_u32(answer, rule_count++);
  buffer_u8(answer, rule->is_rule);
  buffer_u32(answer, rule->apply_line);
  buffer_bytes(answer, metadata.data, metadata.size);
}

void rule_load(Reader *request, Buffer *answer) { load(request, answer, false); }

void package_load(Reader *request, Buffer *answer) { load(request, answer, true); }

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
  Job job = {.rule = rule, .answer = &unused};
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
  ask_open(rule->is_package);
  int status = state_run(rule->L, call_job, &job);
  ask_open(false);
  if (status != LUA_OK || meter.tripped) answer_failure(rule, &job, answer);
  else {
    buffer_i64(answer, meter.fuel);
    buffer_u32(answer, (uint32_t)meter.answer_line);
  }
}
