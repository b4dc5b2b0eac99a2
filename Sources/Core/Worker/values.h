// SPDX-License-Identifier: EUPL-1.2
//
// Values across the border: bytes of the protocol to Lua values and back. Both directions may raise, so they run inside a
// protected call only.

#ifndef SAMVERK_VALUES_H
#define SAMVERK_VALUES_H

#include <lua.h>

#include "frames.h"

enum { LEVELS_CEILING = 128 };

/* Pushes the value that stands next in `reader`. */
void value_push(lua_State *L, Reader *reader, int level);

/* Appends the value at `index`, read raw; raises when it may not leave (kind `result`). */
void value_append(lua_State *L, int index, Buffer *out);

#endif
