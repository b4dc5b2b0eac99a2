// SPDX-License-Identifier: EUPL-1.2
//
// Making, keeping and restoring states. A kept state is a copy of its memory: restoring it costs one memcpy of some 30 kB
// instead of opening a library and loading code anew, and is exactly as fresh. (Under AddressSanitizer it is built anew.)

#define _GNU_SOURCE
#include "state.h"

#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "library.h"

static const Limits OPENING = {.fuel = INT64_MAX, .memory = 8 << 20, .depth = 200, .cpu_ms = 10000};

/* An error outside every protected call: the state is given up. */
static int panic(lua_State *L) {
  (void)L;
  if (!meter.may_exit) abort();
  meter_stop(TRIP_MEMORY, "an error outside every protected call");
}

int state_run(lua_State *L, lua_CFunction body, Job *job) {
  meter.may_exit = true;
  if (!setjmp(meter.exit)) {
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, job);
    int outcome = lua_pcall(L, 1, 0, 0);
    if (outcome != LUA_OK) meter_caught(L, outcome);
    meter.may_exit = false;
    return outcome;
  }
  meter.may_exit = false;
  return LUA_ERRERR;
}

static void begin_building(void) {
  arena_reset(&meter.arena);
  meter.arena.building = true;
  meter.used = meter.stack_count = 0;
  meter.burden = (Burden){0};
  meter.stack_next = false;
  meter.allocations = 0;
  meter_arm(NULL, &OPENING);
}

/* ---- the seed ---- */

#ifdef SAMVERK_SANITIZED
void state_find_seed(void) {} /* states are not kept as bytes here */
#else
static char *seed_image;
static size_t seed_size;

/* Makes a state with the stack at a certain depth: Lua mixes the address of a local variable into its seed. */
__attribute__((noinline)) static bool seed_sample(volatile char *depth, size_t wanted) {
  depth[0] = 1;
  begin_building();
  lua_State *L = lua_newstate(meter_alloc, NULL);
  if (!L || (size_t)(meter.arena.top - meter.arena.base) < wanted) return false;
  memcpy(seed_image, meter.arena.base, seed_size);
  return true;
}

__attribute__((noinline)) static bool seed_sample_deeper(size_t wanted) {
  volatile char room[4096];
  room[sizeof room - 1] = 0;
  return seed_sample(room, wanted);
}

void state_find_seed(void) {
  enum { WINDOW = 512 }; /* the seed lies early in Lua's global state, before any object */
  static char first[WINDOW], second[WINDOW];
  volatile char room[16];
  seed_size = WINDOW;
  seed_image = first;
  if (!seed_sample(room, WINDOW)) return;
  seed_image = second;
  if (!seed_sample_deeper(WINDOW)) return;
  size_t found = 0, places = 0;
  for (size_t i = 0; i + sizeof(uint32_t) <= WINDOW; i += sizeof(uint32_t)) {
    if (!memcmp(first + i, second + i, sizeof(uint32_t))) continue;
    found = i;
    places++;
  }
  if (places == 1) meter.seed_offset = found; /* anything else: a Lua we do not know; leave it alone */
}
#endif

/* ---- building ---- */

static int open_job(lua_State *L) {
  Job *job = lua_touserdata(L, 1);
  library_open(L, job->rule->has_seed, job->rule->is_package);
  return 0;
}

/* The source as Lua's compiler takes it: line by line, so that we know where it stands. */
typedef struct Lines {
  const char *at, *end;
  int taken;
} Lines;

static const char *next_line(lua_State *L, void *data, size_t *size) {
  (void)L;
  Lines *lines = data;
  const char *line = lines->at, *newline = memchr(line, '\n', (size_t)(lines->end - line));
  lines->at = newline ? newline + 1 : lines->end;
  lines->taken++;
  *size = (size_t)(lines->at - line);
  return line;
}

/* Leaves the compiled file on the stack. */
static void compile(lua_State *L, Job *job, const Source *source) {
  Lines lines = {source->text, source->text + source->size, 0};
  char name[NAME_LIMIT + 2] = "@";
  strcat(name, source->name);
  job->syntax = true;
  int status = lua_load(L, next_line, &lines, name, "t");
  job->syntax = status == LUA_ERRSYNTAX || status == LUA_ERRRUN; /* the latter: the compiler itself has called too deep */
  if (status == LUA_ERRRUN) {
    meter.error_line = lines.taken;
    strcpy(meter.error_file, source->name);
    lua_pushliteral(L, "the expressions or blocks are nested too deep");
  }
  if (status != LUA_OK) lua_error(L);
}

static int compile_job(lua_State *L) {
  Job *job = lua_touserdata(L, 1);
  const Rule *rule = job->rule;
  compile(L, job, &rule->sources[0]);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &APPLY_KEY);
  if (!rule->is_package) return 0;
  lua_createtable(L, 0, (int)rule->source_count);
  for (uint32_t i = 1; i < rule->source_count; i++) {
    compile(L, job, &rule->sources[i]);
    lua_setfield(L, -2, rule->sources[i].name);
  }
  lua_rawsetp(L, LUA_REGISTRYINDEX, &FILES_KEY);
  return 0;
}

int state_build(Rule *rule, Job *job) {
  begin_building();
  lua_State *L = rule->L = lua_newstate(meter_alloc, NULL);
  if (!L) return LUA_ERRMEM;
  lua_atpanic(L, panic);
  lua_gc(L, LUA_GCSTOP);
  meter.state = L;
  int status = state_run(L, open_job, job);
  if (status != LUA_OK) return status;
  meter_arm(L, &rule->limits);
  return state_run(L, compile_job, job);
}

bool state_settle(Rule *rule) {
  metatables_harden(rule->L);
  lua_sethook(rule->L, NULL, 0, 0);
  lua_settop(rule->L, 0);
  lua_gc(rule->L, LUA_GCCOLLECT);
#ifdef SAMVERK_SANITIZED
  return true;
#else
  return !meter.arena.large;
#endif
}

bool state_keep(Rule *rule) {
  rule->used = meter.used;
  rule->burden = meter.burden;
  rule->stack_count = meter.stack_count;
  memcpy(rule->stacks, meter.stacks, sizeof rule->stacks);
#ifdef SAMVERK_SANITIZED
  return true;
#else
  snapshot_drop(&rule->snapshot);
  return snapshot_take(&rule->snapshot, &meter.arena);
#endif
}

void state_restore(Rule *rule) {
#ifndef SAMVERK_SANITIZED
  snapshot_restore(&rule->snapshot, &meter.arena);
#endif
  meter.used = rule->used;
  meter.burden = rule->burden;
  meter.stack_count = rule->stack_count;
  memcpy(meter.stacks, rule->stacks, sizeof rule->stacks);
}
