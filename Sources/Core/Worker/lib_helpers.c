// SPDX-License-Identifier: EUPL-1.2
//
// Helpers that policies need and get wrong by hand: rounding with a stated mode, shares, dividing a sum to the last öre, kronor to
// öre, and dates. All exact, all the same on every machine.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "meter.h"

__extension__ typedef unsigned __int128 Wide;

static const double EXACT_WHOLE = 9007199254740992.0; /* 2^53 */

/* date("2026-01-31"): { year, month, day }. */

static bool is_leap(lua_Integer year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static lua_Integer month_days(lua_Integer year, lua_Integer month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month - 1] + (month == 2 && is_leap(year));
}

static void read_date(lua_State *L, int argument, lua_Integer parts[3]) {
  size_t size;
  const char *text = luaL_checklstring(L, argument, &size);
  bool valid = size == 10 && text[4] == '-' && text[7] == '-';
  for (size_t i = 0; valid && i < size; i++) valid = i == 4 || i == 7 || (text[i] >= '0' && text[i] <= '9');
  if (valid) {
    parts[0] = strtol(text, NULL, 10);
    parts[1] = strtol(text + 5, NULL, 10);
    parts[2] = strtol(text + 8, NULL, 10);
    valid = parts[0] >= 1 && parts[1] >= 1 && parts[1] <= 12 && parts[2] >= 1 && parts[2] <= month_days(parts[0], parts[1]);
  }
  if (!valid) luaL_error(L, "'%s' is not a date such as 2026-01-31", size <= 40 ? text : "...");
}

static int helper_date(lua_State *L) {
  static const char *const names[] = {"year", "month", "day"};
  lua_Integer parts[3];
  read_date(L, 1, parts);
  lua_createtable(L, 0, 3);
  for (int i = 0; i < 3; i++) {
    lua_pushinteger(L, parts[i]);
    lua_setfield(L, -2, names[i]);
  }
  return 1;
}

/* date.days("2026-01-31"): days since 1970-01-01 in the Gregorian calendar. */
static int date_days(lua_State *L) {
  lua_Integer parts[3];
  read_date(L, 1, parts);
  lua_Integer before = parts[0] - 1, days = before * 365 + before / 4 - before / 100 + before / 400 - 719162;
  for (lua_Integer month = 1; month < parts[1]; month++) days += month_days(parts[0], month);
  lua_pushinteger(L, days + parts[2] - 1);
  return 1;
}

void library_date(lua_State *L) {
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, date_days);
  lua_setfield(L, -2, "days");
}

/* round(x, mode): to an integer. half-even (default); half-up: halves away from zero; up and down: towards plus and minus infinity. */
static int helper_round(lua_State *L) {
  static const char *const modes[] = {"half-even", "half-up", "up", "down", NULL};
  int mode = luaL_checkoption(L, 2, "half-even", modes);
  if (lua_isinteger(L, 1)) {
    lua_settop(L, 1);
    return 1;
  }
  double value = luaL_checknumber(L, 1), below = floor(value), part = value - below;
  if (!isfinite(value)) return luaL_error(L, "round: the number is not finite");
  double rounded = below;
  switch (mode) {
    case 0: rounded = part > 0.5 || (part == 0.5 && fmod(below, 2) != 0) ? below + 1 : below; break;
    case 1: rounded = part > 0.5 || (part == 0.5 && value > 0) ? below + 1 : below; break;
    case 2: rounded = part > 0 ? below + 1 : below; break;
    default: break;
  }
  lua_Integer integer;
  if (!lua_numbertointeger(rounded, &integer)) return luaL_error(L, "round: the number is too large for an integer");
  lua_pushinteger(L, integer);
  return 1;
}

static int helper_share(lua_State *L) {
  double part = luaL_checknumber(L, 1), whole = luaL_checknumber(L, 2);
  if (whole == 0) return luaL_error(L, "share: the whole is 0");
  lua_pushnumber(L, part / whole);
  return 1;
}

/* largest_remainder(total, weights): each gets the whole part of its share, then the largest remainders get one more each. */

typedef struct Portion {
  uint64_t whole;
  Wide remainder;  /* with integer weights: exact */
  double fraction; /* with others */
} Portion;

static bool has_more(const Portion *a, const Portion *b) {
  return a->remainder != b->remainder ? a->remainder > b->remainder : a->fraction > b->fraction;
}

/* The order in which portions get one more: a stable merge sort of their indices. */
static uint32_t *order_portions(lua_State *L, const Portion *portions, uint32_t count) {
  uint32_t *from = lua_newuserdatauv(L, 2 * (size_t)count * sizeof *from, 0), *to = from + count;
  for (uint32_t i = 0; i < count; i++) from[i] = i;
  for (uint32_t width = 1; width < count; width *= 2) {
    charge(L, count);
    for (uint32_t low = 0; low < count; low += 2 * width) {
      uint32_t middle = low + width < count ? low + width : count, high = low + 2 * width < count ? low + 2 * width : count;
      uint32_t left = low, right = middle;
      for (uint32_t i = low; i < high; i++) {
        bool take_left = left < middle && (right >= high || !has_more(&portions[from[right]], &portions[from[left]]));
        to[i] = from[take_left ? left++ : right++];
      }
    }
    uint32_t *swap = from;
    from = to;
    to = swap;
  }
  return from;
}

/* Reads weight `i`; returns whether it is an integer. */
static bool read_weight(lua_State *L, uint32_t i, lua_Integer *integer, double *number) {
  lua_rawgeti(L, 2, i);
  int exact = 0;
  if (lua_type(L, -1) != LUA_TNUMBER) luaL_error(L, "largest_remainder: weight %d is a %s", (int)i, luaL_typename(L, -1));
  *number = lua_tonumber(L, -1);
  *integer = lua_tointegerx(L, -1, &exact);
  if (!(*number >= 0) || isinf(*number)) luaL_error(L, "largest_remainder: weight %d is negative or not finite", (int)i);
  lua_pop(L, 1);
  return exact;
}

static void divide_exact(lua_State *L, uint64_t total, Portion *portions, uint32_t count) {
  Wide sum = 0;
  lua_Integer weight;
  double number;
  for (uint32_t i = 0; i < count; i++) {
    read_weight(L, i + 1, &weight, &number);
    sum += (uint64_t)weight;
  }
  if (sum == 0) luaL_error(L, "largest_remainder: all weights are 0");
  for (uint32_t i = 0; i < count; i++) {
    read_weight(L, i + 1, &weight, &number);
    Wide product = (Wide)total * (uint64_t)weight;
    portions[i] = (Portion){.whole = (uint64_t)(product / sum), .remainder = product % sum};
  }
}

static void divide_floats(lua_State *L, uint64_t total, Portion *portions, uint32_t count) {
  double sum = 0, number;
  lua_Integer weight;
  if ((double)total > EXACT_WHOLE) luaL_error(L, "largest_remainder: the total is too large for weights with decimals");
  for (uint32_t i = 0; i < count; i++) {
    read_weight(L, i + 1, &weight, &number);
    sum += number;
  }
  if (!(sum > 0) || isinf(sum)) luaL_error(L, "largest_remainder: the weights have no usable sum");
  for (uint32_t i = 0; i < count; i++) {
    read_weight(L, i + 1, &weight, &number);
    double portion = (double)total * (number / sum), whole = floor(portion);
    portions[i] = (Portion){.whole = (uint64_t)whole, .fraction = portion - whole};
  }
}

static int helper_largest_remainder(lua_State *L) {
  lua_Integer total = luaL_checkinteger(L, 1), weight;
  double number;
  luaL_checktype(L, 2, LUA_TTABLE);
  size_t length = lua_rawlen(L, 2);
  lua_settop(L, 2);
  luaL_argcheck(L, length >= 1 && length <= 100000, 2, "1 to 100000 weights wanted");
  uint32_t count = (uint32_t)length;
  charge(L, 8 * (int64_t)count);
  bool negative = total < 0, exact = true;
  uint64_t size = negative ? 0 - (uint64_t)total : (uint64_t)total, given = 0;
  Portion *portions = lua_newuserdatauv(L, count * sizeof *portions, 0);
  for (uint32_t i = 1; i <= count; i++) exact = read_weight(L, i, &weight, &number) && exact;
  if (exact) divide_exact(L, size, portions, count);
  else divide_floats(L, size, portions, count);
  for (uint32_t i = 0; i < count; i++) given += portions[i].whole;
  uint32_t *order = order_portions(L, portions, count);
  for (uint32_t i = 0; given < size; i = (i + 1) % count, given++) portions[order[i]].whole++;
  for (uint32_t i = count; given > size; given--) { /* floats only: a sum rounded up; the smallest remainders give back */
    do i = i ? i - 1 : count - 1;
    while (!portions[order[i]].whole);
    portions[order[i]].whole--;
  }
  lua_createtable(L, (int)count, 0);
  for (uint32_t i = 0; i < count; i++) {
    lua_pushinteger(L, (lua_Integer)(negative ? 0 - portions[i].whole : portions[i].whole));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* money(kronor): öre. A text such as "12.50" or "-12,5", or a number with at most two decimals. */
static int helper_money(lua_State *L) {
  char shortest[64];
  const char *text = shortest;
  if (lua_isinteger(L, 1)) {
    snprintf(shortest, sizeof shortest, "%lld", (long long)lua_tointeger(L, 1));
  } else if (lua_type(L, 1) == LUA_TNUMBER) {
    double value = lua_tonumber(L, 1);
    if (!(fabs(value) < EXACT_WHOLE / 100)) return luaL_error(L, "money: the number is too large or not finite");
    snprintf(shortest, sizeof shortest, "%.15g", value);
    if (strtod(shortest, NULL) != value) return luaL_error(L, "money: %s has more than two decimals", shortest);
  } else {
    text = luaL_checkstring(L, 1);
  }
  const char *at = text;
  bool negative = *at == '-', too_large = false;
  if (*at == '-' || *at == '+') at++;
  lua_Unsigned value = 0;
  int digits = 0, decimals = 0;
  for (; *at >= '0' && *at <= '9' && digits < 20; at++, digits++) value = value * 10 + (lua_Unsigned)(*at - '0');
  too_large = digits > 17;
  if (digits && (*at == '.' || *at == ','))
    for (at++; *at >= '0' && *at <= '9' && decimals < 3; at++, decimals++)
      if (decimals < 2) value = value * 10 + (lua_Unsigned)(*at - '0');
  if (decimals > 2) return luaL_error(L, "money: '%s' has more than two decimals", strlen(text) <= 40 ? text : "...");
  bool ended = text == shortest ? !*at : (size_t)(at - text) == lua_rawlen(L, 1);
  if (!ended || !digits || (decimals == 0 && (at[-1] == '.' || at[-1] == ',')))
    return luaL_error(L, "money: '%s' is not an amount such as 1250 or \"12.50\"", strlen(text) <= 40 ? text : "...");
  if (too_large) return luaL_error(L, "money: the amount is too large");
  for (; decimals < 2; decimals++) value *= 10;
  if (value > (lua_Unsigned)LUA_MAXINTEGER) return luaL_error(L, "money: the amount is too large");
  lua_pushinteger(L, negative ? -(lua_Integer)value : (lua_Integer)value);
  return 1;
}

const luaL_Reg helper_functions[] = {{"date", helper_date},
                                     {"round", helper_round},
                                     {"share", helper_share},
                                     {"largest_remainder", helper_largest_remainder},
                                     {"money", helper_money},
                                     {NULL, NULL}};
