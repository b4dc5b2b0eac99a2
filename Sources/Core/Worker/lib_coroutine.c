// SPDX-License-Identifier: EUPL-1.2
//
// Coroutines. All share one meter: the fuel, the memory and the depth of those that wait count for the one that runs, and a limit
// ends them all. One that is running, waiting or being closed can be neither resumed nor closed.

#include <string.h>

#include "library.h"
#include "meter.h"

enum { CREATE_COST = 50, SWITCH_COST = 10, NESTING_LIMIT = 100 };

typedef enum State { RUNNING, SUSPENDED, NORMAL, DEAD } State;

static const char *const state_names[] = {"running", "suspended", "normal", "dead"};

/* Set while `coroutine.close` runs the `__close` methods of the coroutine. */
static void **closing(lua_State *co) { return lua_getextraspace(co); }

static State state_of(lua_State *L, lua_State *co) {
  lua_Debug frame;
  if (L == co) return RUNNING;
  if (*closing(co)) return NORMAL;
  switch (lua_status(co)) {
    case LUA_YIELD: return SUSPENDED;
    case LUA_OK:
      if (lua_getstack(co, 0, &frame)) return NORMAL;
      return lua_gettop(co) == 0 ? DEAD : SUSPENDED; /* a function that waits to begin */
    default: return DEAD;
  }
}

static lua_State *check_coroutine(lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  return co;
}

/* Hands the meter to `co`, and back: leave() takes what enter() gave. */
typedef struct Waiting {
  lua_State *L;
  uint32_t below;
} Waiting;

static Waiting enter(lua_State *L, lua_State *co) {
  Waiting waiting = {L, meter.below};
  charge(L, SWITCH_COST);
  meter.below += meter_levels(L);
  if (meter.below >= meter.limits.depth || meter.nested >= NESTING_LIMIT) meter_stop(TRIP_DEPTH, NULL);
  meter.nested++;
  meter.state = co;
  return waiting;
}

static void leave(Waiting waiting) {
  meter.state = waiting.L;
  meter.below = waiting.below;
  meter.nested--;
}

/* Resumes with the `count` values on top of L. Returns how many answers it left there, or -1 and the error. */
static int resume(lua_State *L, lua_State *co, int count) {
  State state = state_of(L, co);
  if (state != SUSPENDED) {
    lua_pushfstring(L, "cannot resume %s coroutine", state == DEAD ? "dead" : "non-suspended");
    return -1;
  }
  charge(L, count);
  if (!lua_checkstack(co, count + 1)) return luaL_error(L, "too many arguments to resume");
  Waiting waiting = enter(L, co);
  lua_xmove(L, co, count);
  int answers, status = lua_resume(co, L, count, &answers);
  leave(waiting);
  if (status != LUA_OK && status != LUA_YIELD) {
    meter_caught(co, status);
    lua_xmove(co, L, 1);
    return -1;
  }
  charge(L, answers);
  luaL_checkstack(L, answers + 1, "too many results to resume");
  lua_xmove(co, L, answers);
  return answers;
}

/* Runs what is pending to be closed; whether that went well, else the error is left on co. Where nothing ran, that is the one
   that ended the coroutine, which meter_caught has passed. */
static bool close_pending(lua_State *L, lua_State *co) {
  bool failed = state_of(L, co) == DEAD && lua_gettop(co) > 0;
  Waiting waiting = enter(L, co);
  if (failed) meter_raise(co);
  *closing(co) = co;
  int status = lua_resetthread(co);
  *closing(co) = NULL;
  leave(waiting);
  if (status == LUA_OK) return true;
  meter_caught(co, status);
  return false;
}

static int coroutine_create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  charge(L, CREATE_COST);
  if (meter.stack_count > meter.stack_limit) meter_collect(L);
  if (meter.stack_count > meter.stack_limit) meter_stop(TRIP_MEMORY, "too many coroutines at once");
  lua_State *co = lua_newthread(L);
  *closing(co) = NULL; /* else it has a copy of the main one's */
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  return 1;
}

static int coroutine_resume(lua_State *L) {
  lua_State *co = check_coroutine(L);
  int answers = resume(L, co, lua_gettop(L) - 1);
  lua_pushboolean(L, answers >= 0);
  if (answers < 0) answers = 1;
  lua_insert(L, -(answers + 1));
  return answers + 1;
}

/* Puts where the caller stands before the text on top, unless that already says a line of the same file. */
static void add_place(lua_State *L) {
  charge_string(L, lua_rawlen(L, -1));
  luaL_where(L, 1);
  const char *text = lua_tostring(L, -2), *place = lua_tostring(L, -1);
  size_t same = strlen(place);
  if (same) same -= 2; /* ": " after the line */
  while (same && place[same - 1] != ':') same--;
  size_t digits = strncmp(text, place, same) ? 0 : strspn(text + same, "0123456789");
  if (digits && !strncmp(text + same + digits, ": ", 2)) {
    lua_pop(L, 1);
    return;
  }
  lua_insert(L, -2);
  lua_concat(L, 2);
}

/* The function that coroutine.wrap gives: an error in the coroutine goes on to the caller, told from where. */
static int wrapped(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  bool may_run = state_of(L, co) == SUSPENDED;
  int answers = resume(L, co, lua_gettop(L));
  if (answers >= 0) return answers;
  if (may_run && !close_pending(L, co)) lua_xmove(co, L, 1);
  if (lua_type(L, -1) == LUA_TSTRING) add_place(L);
  meter_raise(L);
  return lua_error(L);
}

static int coroutine_wrap(lua_State *L) {
  coroutine_create(L);
  lua_pushcclosure(L, wrapped, 1);
  return 1;
}

static int coroutine_yield(lua_State *L) {
  int count = lua_gettop(L);
  charge(L, count + 1);
  return lua_yield(L, count);
}

static int coroutine_status(lua_State *L) {
  lua_State *co = check_coroutine(L);
  lua_pushstring(L, state_names[state_of(L, co)]);
  return 1;
}

static int coroutine_isyieldable(lua_State *L) {
  lua_State *co = lua_isnone(L, 1) ? L : check_coroutine(L);
  lua_pushboolean(L, lua_isyieldable(co));
  return 1;
}

static int coroutine_running(lua_State *L) {
  lua_pushboolean(L, lua_pushthread(L));
  return 2;
}

static int coroutine_close(lua_State *L) {
  lua_State *co = check_coroutine(L);
  State state = state_of(L, co);
  if (state != SUSPENDED && state != DEAD) return luaL_error(L, "cannot close a %s coroutine", state_names[state]);
  bool closed = close_pending(L, co);
  lua_pushboolean(L, closed);
  if (closed) return 1;
  lua_xmove(co, L, 1);
  return 2;
}

static const luaL_Reg coroutine_functions[] = {
    {"create", coroutine_create}, {"resume", coroutine_resume},           {"wrap", coroutine_wrap},       {"yield", coroutine_yield},
    {"status", coroutine_status}, {"isyieldable", coroutine_isyieldable}, {"running", coroutine_running}, {"close", coroutine_close},
    {NULL, NULL}};

void library_coroutine(lua_State *L) {
  lua_createtable(L, 0, 8);
  luaL_setfuncs(L, coroutine_functions, 0);
}
