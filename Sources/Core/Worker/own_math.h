// SPDX-License-Identifier: EUPL-1.2
//
// exp, log and pow of our own, from + - * / only: the same bits on every machine.

#ifndef SAMVERK_OWN_MATH_H
#define SAMVERK_OWN_MATH_H

double own_exp(double x);
double own_log(double x);

/* Also what `a ^ b` calls: Lua's machine finds it under the name `pow`, before libm's. */
double own_pow(double x, double y);

#endif
