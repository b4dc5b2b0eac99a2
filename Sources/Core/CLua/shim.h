// SPDX-License-Identifier: EUPL-1.2
#include <lua.h>
#include <lauxlib.h>
