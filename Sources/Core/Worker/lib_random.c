// SPDX-License-Identifier: EUPL-1.2
//
// math.random where the host gives a seed. The numbers follow from the seed and the call's arguments alone, so a row draws the same
// ones whatever is called before it, on every machine.
//
// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014): SplitMix64, read by a counter.

#include "library.h"
#include "meter.h"

static uint64_t mix(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

void random_begin(uint64_t seed, const char *bytes, size_t size) {
  uint64_t hash = 0xcbf29ce484222325; /* FNV-1a */
  for (size_t i = 0; i < size; i++) hash = (hash ^ (uint8_t)bytes[i]) * 0x100000001b3;
  meter.random = mix(seed + 0x9e3779b97f4a7c15) ^ mix(hash);
}

static uint64_t draw(void) { return mix(meter.random += 0x9e3779b97f4a7c15); }

/* A number from 0 to `most`, each as likely. */
static uint64_t draw_below(lua_State *L, uint64_t most) {
  uint64_t mask = most;
  for (int shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
  for (;;) {
    charge(L, 1);
    uint64_t value = draw() & mask;
    if (value <= most) return value;
  }
}

/* random(): [0, 1); random(n): 1 to n; random(m, n): m to n; random(0): all 64 bits. */
static int math_random(lua_State *L) {
  lua_Integer low = 1, high;
  charge(L, 1);
  switch (lua_gettop(L)) {
    case 0: lua_pushnumber(L, (double)(draw() >> 11) * 0x1p-53); return 1;
    case 1:
      high = luaL_checkinteger(L, 1);
      if (high == 0) {
        lua_pushinteger(L, (lua_Integer)draw());
        return 1;
      }
      break;
    case 2:
      low = luaL_checkinteger(L, 1);
      high = luaL_checkinteger(L, 2);
      break;
    default: return luaL_error(L, "wrong number of arguments");
  }
  luaL_argcheck(L, low <= high, lua_gettop(L), "interval is empty");
  lua_pushinteger(L, (lua_Integer)(draw_below(L, (uint64_t)high - (uint64_t)low) + (uint64_t)low));
  return 1;
}

const luaL_Reg random_functions[] = {{"random", math_random}, {NULL, NULL}};
