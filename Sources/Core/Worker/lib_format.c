// SPDX-License-Identifier: EUPL-1.2
//
// string.format: each conversion is read and checked piece by piece before C's own is asked.

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "library.h"
#include "meter.h"

/* One conversion: % flags width . precision letter, checked piece by piece. */
typedef struct Spec {
  char text[32]; /* for snprintf, "ll" put in where an integer goes */
  char letter;
  bool plain; /* no flag, width or precision */
  int precision;
} Spec;

static const char *read_digits(lua_State *L, const char *at, const char *end) {
  for (int i = 0; at < end && *at >= '0' && *at <= '9'; i++, at++)
    if (i == 2) luaL_error(L, "invalid conversion: width or precision above 99");
  return at;
}

/* Which flags a conversion may have, and whether a precision: what C leaves undefined is refused. */
static const char *allowed_flags(char letter, bool *precision) {
  *precision = letter != 'c' && letter != 'q';
  switch (letter) {
    case 'd': case 'i': return "-+0 ";
    case 'u': return "-0";
    case 'x': case 'X': return "-#0";
    case 'c': case 's': return "-";
    case 'e': case 'E': case 'f': case 'g': case 'G': return "-+#0 ";
    case 'q': return "";
    default: return NULL;
  }
}

static const char *read_spec(lua_State *L, const char *at, const char *end, Spec *spec) {
  const char *start = at, *flags_end;
  while (at < end && *at && strchr("-+ #0", *at) && at - start < 5) at++;
  flags_end = at;
  at = read_digits(L, at, end);
  spec->precision = -1;
  if (at < end && *at == '.') {
    const char *digits = ++at;
    at = read_digits(L, at, end);
    spec->precision = 0;
    for (; digits < at; digits++) spec->precision = spec->precision * 10 + *digits - '0';
  }
  bool precision = false;
  const char *flags = at < end ? allowed_flags(*at, &precision) : NULL;
  if (!flags) luaL_error(L, "invalid conversion to 'format': only d i u x X c s q e E f g G");
  size_t size = (size_t)(at - start), flag_count = (size_t)(flags_end - start);
  if (strspn(start, flags) < flag_count || (!precision && spec->precision >= 0) || (*at == 'q' && size))
    luaL_error(L, "invalid conversion '%%%s' to 'format'", lua_pushlstring(L, start, size + 1));
  spec->plain = size == 0;
  spec->letter = *at;
  spec->text[0] = '%';
  memcpy(spec->text + 1, start, size);
  snprintf(spec->text + 1 + size, sizeof spec->text - 1 - size, "%s%c", strchr("diuxX", *at) ? "ll" : "", *at == 'q' ? 's' : *at);
  return at + 1;
}

static void add_quoted(Out *out, const char *text, size_t size) {
  out_add(out, "\"", 1);
  for (size_t i = 0; i < size; i++) {
    char escaped[8];
    uint8_t byte = (uint8_t)text[i];
    bool digit_follows = i + 1 < size && text[i + 1] >= '0' && text[i + 1] <= '9';
    charge(out->L, 1);
    if (byte == '"' || byte == '\\' || byte == '\n') {
      escaped[0] = '\\';
      escaped[1] = (char)byte;
      out_add(out, escaped, 2);
    } else if (byte < ' ' || byte == 127) {
      out_add(out, escaped, (size_t)snprintf(escaped, sizeof escaped, digit_follows ? "\\%03d" : "\\%d", byte));
    } else {
      out_add(out, text + i, 1);
    }
  }
  out_add(out, "\"", 1);
}

static void add_formatted(Out *out, const Spec *spec, int argument) {
  lua_State *L = out->L;
  char number[512]; /* %99.99f of the largest double has 410 characters */
  size_t size;
  switch (spec->letter) {
    case 'c': {
      size = (size_t)snprintf(number, sizeof number, spec->text, (int)(uint8_t)luaL_checkinteger(L, argument));
      break;
    }
    case 'd': case 'i': case 'u': case 'x': case 'X':
      size = (size_t)snprintf(number, sizeof number, spec->text, (long long)luaL_checkinteger(L, argument));
      break;
    case 'q':
      if (lua_type(L, argument) == LUA_TSTRING) {
        const char *text = lua_tolstring(L, argument, &size);
        add_quoted(out, text, size);
        return;
      } /* fall through */
    case 's': {
      luaL_checkany(L, argument);
      const char *text = push_text(L, argument, &size);
      if (spec->precision >= 0 && (size_t)spec->precision < size) size = (size_t)spec->precision;
      if (!spec->plain && size < 100 && !memchr(text, 0, size)) {
        char piece[128];
        memcpy(piece, text, size);
        piece[size] = 0;
        out_add(out, number, (size_t)snprintf(number, sizeof number, spec->text, piece));
      } else {
        out_add(out, text, size);
      }
      lua_pop(L, lua_gettop(L) - out->slot);
      return;
    }
    default: {
      double value = luaL_checknumber(L, argument);
      size = (size_t)snprintf(number, sizeof number, spec->text, isnan(value) ? fabs(value) : value);
      break;
    }
  }
  out_add(out, number, size);
}

int string_format(lua_State *L) {
  size_t size;
  const char *at = luaL_checklstring(L, 1, &size), *end = at + size;
  Out out;
  int argument = 1, given = lua_gettop(L);
  out_open(&out, L);
  while (at < end) {
    const char *percent = memchr(at, '%', (size_t)(end - at));
    out_add(&out, at, (size_t)((percent ? percent : end) - at));
    if (!percent) break;
    at = percent + 1;
    charge(L, 2);
    if (at < end && *at == '%') {
      out_add(&out, "%", 1);
      at++;
      continue;
    }
    Spec spec;
    at = read_spec(L, at, end, &spec);
    if (++argument > given) return luaL_argerror(L, argument, "no value");
    add_formatted(&out, &spec, argument);
  }
  out_push(&out);
  return 1;
}
