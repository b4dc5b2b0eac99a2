// SPDX-License-Identifier: EUPL-1.2
//
// Elementary functions for rules, from + - * / only: the logarithm of Sources/Core/Domain/OwnMath.swift, an exponential that keeps the
// rounding errors (9 ^ 0.5 is 3), and for a negative base and infinities what C99 (annex F) says.

#include "own_math.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/* ln 2 in two parts: the first has 32 significant bits, so that k * LN2_HIGH is exact for |k| < 2^20. */
static const double LN2_HIGH = 0x1.62e42feep-1, LN2_LOW = 0x1.a39ef35793c76p-33;

typedef struct Pair {
  double high, low;
} Pair;

/* e to the power of a sum of two numbers, the second far smaller: within 0.6 units of the last place. */
static double exp_of(double x, double rest) {
  if (isnan(x)) return x;
  if (x > 709.782712893384) return HUGE_VAL;
  if (x < -745.2) return 0;
  double scaled = x * 1.4426950408889634;
  int k = (int)(scaled + (scaled < 0 ? -0.5 : 0.5)), half = k / 2;
  double near = x - k * LN2_HIGH, tail = k * LN2_LOW, r = near - tail, r_rest = ((near - r) - tail) + rest;
  /* e^r - 1 - r by Taylor's series to r^15 / 15!: |r| <= 0.347, so what is left out is below 1e-19. */
  double series = 1.0 / 15;
  for (int n = 14; n >= 3; n--) series = (1 + series * r) / n;
  double curve = r * r * (0.5 + 0.5 * r * series), sum = 1 + r, sum_rest = (1 - sum) + r;
  return (sum + (sum_rest + (curve + r_rest * (sum + curve)))) * ldexp(1, half) * ldexp(1, k - half);
}

double own_exp(double x) { return exp_of(x, 0); }

/* A product and its rounding error (Dekker, 1971). */
static Pair exact_product(double a, double b) {
  double product = a * b, spread_a = a * 134217729, spread_b = b * 134217729;
  double a1 = spread_a - (spread_a - a), b1 = spread_b - (spread_b - b), a2 = a - a1, b2 = b - b1;
  return (Pair){product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2};
}

/* The logarithm of a finite x > 0 as a sum of two numbers. */
static Pair log_parts(double x) {
  int exponent;
  double m = 2 * frexp(x, &exponent), k = exponent - 1;
  if (m > 1.4142135623730951) {
    m /= 2;
    k += 1;
  }
  double above = m - 1, below = m + 1, below_rest = (1 - below) + m, s = above / below;
  Pair product = exact_product(s, below);
  double s_rest = (((above - product.high) - product.low) - s * below_rest) / below, s2 = s * s, series = 0;
  for (int n = 23; n >= 3; n -= 2) series = series * s2 + 1.0 / n;
  double first = k * LN2_HIGH, high = first + 2 * s, high_rest = k == 0 ? 0 : (first - high) + 2 * s;
  double low = high_rest + (2 * s_rest + (2 * s * (series * s2) + k * LN2_LOW)), sum = high + low;
  return (Pair){sum, (high - sum) + low};
}

double own_log(double x) {
  if (isnan(x) || x < 0) return NAN;
  if (x == 0) return -HUGE_VAL;
  if (isinf(x)) return x;
  Pair parts = log_parts(x);
  return parts.high + parts.low;
}

/* x > 0 to any finite power, or x >= 0 to a whole one up to 64. */
static double positive_power(double x, double y) {
  if (y == floor(y) && fabs(y) <= 64) {
    double base = x, result = 1;
    for (int left = (int)fabs(y); left > 0; left >>= 1) {
      if (left & 1) result *= base;
      base *= base;
    }
    double whole = y < 0 ? 1 / result : result;
    if (y > 0 || x <= 0 || isnormal(whole)) return whole; /* else the inverse of an overflow: too little is left of it */
  }
  Pair parts = log_parts(x);
  double rough = y * parts.high;
  if (fabs(rough) >= 746) return own_exp(rough);
  Pair product = exact_product(y, parts.high);
  return exp_of(product.high, product.low + y * parts.low);
}

double own_pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (isnan(x) || isnan(y)) return NAN;
  double size = fabs(x);
  bool whole = y == floor(y), odd = whole && floor(y / 2) * 2 != y, negative = signbit(x) && odd;
  double result;
  if (isinf(y)) return size == 1 ? 1 : (size > 1) == (y > 0) ? HUGE_VAL : 0;
  if (size == 0 || isinf(x)) result = (size == 0) == (y > 0) ? 0 : HUGE_VAL;
  else if (x < 0 && !whole) return NAN;
  else result = positive_power(size, y);
  return negative ? -result : result;
}

__extension__ typedef unsigned __int128 Wide;

double own_fmod(double x, double y, int *steps) {
  enum { BITS = 53, STEP = 63 };
  if (isnan(x) || isnan(y) || isinf(x) || y == 0) return NAN;
  if (fabs(x) < fabs(y)) return x;
  int x_exponent, y_exponent;
  uint64_t left = (uint64_t)ldexp(frexp(fabs(x), &x_exponent), BITS), by = (uint64_t)ldexp(frexp(fabs(y), &y_exponent), BITS);
  int shift = x_exponent - y_exponent;
  for (left %= by; shift > 0 && left; shift -= STEP, ++*steps)
    left = (uint64_t)(((Wide)left << (shift < STEP ? shift : STEP)) % by);
  return copysign(ldexp((double)left, y_exponent - BITS), x);
}
