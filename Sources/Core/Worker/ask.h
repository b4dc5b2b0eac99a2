// SPDX-License-Identifier: EUPL-1.2
//
// What a package may ask the host while one of its calls runs: one value out, one value back, over the same two pipes.

#ifndef SAMVERK_ASK_H
#define SAMVERK_ASK_H

#include <lua.h>
#include <stdbool.h>

/* ask(value): the host's answer. Raises when the value may not leave, or when no call runs. */
int ask(lua_State *L);

/* Whether there is a host that listens: only during a call. */
void ask_open(bool open);

#endif
