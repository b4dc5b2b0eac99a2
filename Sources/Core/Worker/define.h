// SPDX-License-Identifier: EUPL-1.2
//
// What a rule's file says when it is run.

#ifndef SAMVERK_DEFINE_H
#define SAMVERK_DEFINE_H

#include "state.h"

/* Runs the compiled file; it must return the table that `rule` marked, with a function `apply`. Its other fields go to `answer`. */
int define_job(lua_State *L);

#endif
