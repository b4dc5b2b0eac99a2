// SPDX-License-Identifier: EUPL-1.2
//
// Asking the host. The worker waits in the middle of a call: processor time stands still, the host keeps the other clock.

#include "ask.h"

#include <unistd.h>

#include <lauxlib.h>

#include "frames.h"
#include "meter.h"
#include "values.h"

enum { ASK_COST = 1000, EXIT_PROTOCOL = 3 };

static bool is_open;
static Buffer question;

void ask_open(bool open) { is_open = open; }

static int question_job(lua_State *L) {
  value_append(L, 1, &question);
  return 0;
}

int ask(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  charge(L, ASK_COST);
  if (!is_open) return luaL_error(L, "the host can be asked only while an analysis runs");
  question.size = 0;
  question.failed = false;
  buffer_u8(&question, 'A');
  lua_pushcfunction(L, question_job);
  lua_pushvalue(L, 1);
  int status = lua_pcall(L, 1, 0, 0);
  if (status != LUA_OK) {
    meter_caught(L, status);
    meter.bad_result = false; /* the fault of the question, not of the answer to come */
    return lua_error(L);
  }
  Reader reply;
  if (!frame_write(&question) || !frame_flush() || frame_read(&reply) != FRAME_READY || reader_u8(&reply) != 'R')
    _exit(EXIT_PROTOCOL);
  value_push(L, &reply, 0);
  if (reply.failed || reply.at != reply.end) return luaL_error(L, "the host's answer is malformed");
  return 1;
}
