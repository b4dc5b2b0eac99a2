// SPDX-License-Identifier: EUPL-1.2
//
// What liblua's machine takes from the C library and rules could see a difference in, defined here so that it finds ours: `pow` for
// `a ^ b`, `fmod` for `a % b`, `strcoll` for `a < b` on texts, and `__snprintf_chk` for a number that becomes a text. (A program's own symbols come
// before those of the libraries it uses; Tests/Hostile/pow-own.lua, nan-as-text.lua and compare-zero-bytes.lua hold that it does.)

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "meter.h"
#include "own_math.h"

enum { POWER_COST = 4, NUMBER_COST = 4 };

double outside_pow(double x, double y) __asm__("pow");
double outside_pow(double x, double y) {
  charge(NULL, POWER_COST);
  return own_pow(x, y);
}

/* `a % b` on floats: libm's takes a step for each power of two between them. */
double outside_fmod(double x, double y) __asm__("fmod");
double outside_fmod(double x, double y) {
  int steps = 0;
  double rest = own_fmod(x, y, &steps);
  charge(NULL, steps);
  return rest;
}

/* By bytes, whatever the locale. Lua calls it once for each piece between zero bytes: each is paid for. */
int outside_strcoll(const char *a, const char *b) __asm__("strcoll");
int outside_strcoll(const char *a, const char *b) {
  charge(NULL, 1);
  return strcmp(a, b);
}

int outside_snprintf(char *out, size_t size, int flag, size_t room, const char *format, ...) __asm__("__snprintf_chk");

/* A NaN has a sign that differs between processors, and shows as `-nan` or `nan`: it loses it here. */
int outside_snprintf(char *out, size_t size, int flag, size_t room, const char *format, ...) {
  charge(NULL, NUMBER_COST);
  (void)flag;
  (void)room;
  va_list arguments;
  va_start(arguments, format);
  int written = vsnprintf(out, size, format, arguments);
  va_end(arguments);
  if (written == 4 && size > 4 && !memcmp(out, "-nan", 4) && !strcmp(format, "%.14g")) {
    memcpy(out, "nan", 4);
    written = 3;
  }
  return written;
}
