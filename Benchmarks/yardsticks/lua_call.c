// SPDX-License-Identifier: EUPL-1.2
//
// What a rule's call costs in plain C with stock Lua: the rule of Tests/Hostile/bench.py, with a table of six fields as its
// argument and a number and a text as its answers. No sandbox, no process, no limits but, where it says so, a count hook. Processor
// time, the best of seven, so that other programs on the machine do not count.
//
// cc -O2 lua_call.c $(pkg-config --cflags --libs lua5.4) -o lua_call && ./lua_call

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

static const char RULE[] =
    "return rule {\n"
    "  hook = 'cost-allocation/weights@1', basis = 'KF 2026-03-02', api = 1,\n"
    "  apply = function(t)\n"
    "    local w = t.population * 2 + t.employees + t.workplaces\n"
    "    if t.category == 'school' then w = w + t.area end\n"
    "    return w // 1, t.name\n"
    "  end,\n"
    "}\n";
static const char LOOP[] = "return rule { apply = function() local n = 0 for i = 1, 1000000 do n = n + i % 7 end return n, '' end }";

static char bytecode[8192];
static size_t bytecode_size;
static double checksum;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int rule(lua_State *L) {
  lua_settop(L, 1);
  return 1;
}

static int keep(lua_State *L, const void *bytes, size_t size, void *unused) {
  (void)L;
  (void)unused;
  if (bytecode_size + size > sizeof bytecode) return 1;
  memcpy(bytecode + bytecode_size, bytes, size);
  bytecode_size += size;
  return 0;
}

static void check(lua_State *L, int status) {
  if (status == LUA_OK) return;
  fprintf(stderr, "%s\n", lua_tostring(L, -1));
  exit(1);
}

static lua_State *open(void) {
  lua_State *L = luaL_newstate();
  if (!L) exit(1);
  luaL_openlibs(L);
  lua_register(L, "rule", rule);
  return L;
}

/* Leaves the rule's function `apply` on the stack. */
static void define(lua_State *L, const char *code, size_t size) {
  check(L, luaL_loadbuffer(L, code, size, "rule.lua"));
  check(L, lua_pcall(L, 0, 1, 0));
  lua_getfield(L, -1, "apply");
}

static void call(lua_State *L, int i) {
  lua_pushvalue(L, -1);
  lua_createtable(L, 0, 6);
  lua_pushinteger(L, 16000 + i % 100), lua_setfield(L, -2, "population");
  lua_pushinteger(L, 1400), lua_setfield(L, -2, "employees");
  lua_pushinteger(L, 900), lua_setfield(L, -2, "workplaces");
  lua_pushliteral(L, "school"), lua_setfield(L, -2, "category");
  lua_pushinteger(L, 12), lua_setfield(L, -2, "area");
  lua_pushliteral(L, "Burl\xc3\xb6v"), lua_setfield(L, -2, "name");
  check(L, lua_pcall(L, 1, 2, 0));
  size_t length;
  checksum += lua_tonumber(L, -2);
  if (lua_tolstring(L, -1, &length)) checksum += (double)length;
  lua_pop(L, 2);
}

static void hook(lua_State *L, lua_Debug *event) {
  (void)L;
  (void)event;
}

typedef enum Way { FRESH_SOURCE, FRESH_BYTECODE, ONE_STATE, ONE_STATE_HOOKED } Way;

/* Processor seconds a call, the best of seven. */
static double measure(Way way, const char *code, size_t size, int calls) {
  double best = 1e9;
  for (int turn = 0; turn < 7; turn++) {
    lua_State *L = way >= ONE_STATE ? open() : NULL;
    if (L) define(L, code, size);
    if (way == ONE_STATE_HOOKED) lua_sethook(L, hook, LUA_MASKCOUNT, 100);
    double start = now();
    for (int i = 0; i < calls; i++) {
      if (way < ONE_STATE) {
        L = open();
        if (way == FRESH_BYTECODE) define(L, bytecode, bytecode_size);
        else define(L, code, size);
      }
      call(L, i);
      if (way < ONE_STATE) lua_close(L);
    }
    double took = (now() - start) / calls;
    if (took < best) best = took;
    if (way >= ONE_STATE) lua_close(L);
  }
  return best;
}

static void show(const char *what, double seconds) { printf("%-52s %9.2f us %11.0f calls/s\n", what, seconds * 1e6, 1 / seconds); }

int main(void) {
  lua_State *L = open();
  check(L, luaL_loadbuffer(L, RULE, sizeof RULE - 1, "rule.lua"));
  if (lua_dump(L, keep, NULL, 0)) return 1;
  lua_close(L);
  show("a fresh state for each call, compiled each time", measure(FRESH_SOURCE, RULE, sizeof RULE - 1, 20000));
  show("a fresh state for each call, bytecode", measure(FRESH_BYTECODE, RULE, sizeof RULE - 1, 20000));
  show("one state for all calls", measure(ONE_STATE, RULE, sizeof RULE - 1, 200000));
  show("one state, a count hook every 100 instructions", measure(ONE_STATE_HOOKED, RULE, sizeof RULE - 1, 200000));
  show("a loop of a million", measure(ONE_STATE, LOOP, sizeof LOOP - 1, 10));
  show("a loop of a million, the count hook", measure(ONE_STATE_HOOKED, LOOP, sizeof LOOP - 1, 10));
  fprintf(stderr, "%g\n", checksum);
  return 0;
}
