// SPDX-License-Identifier: EUPL-1.2
//
// exp, log, pow and fmod of our own, from + - * / only: the same bits on every machine.

#ifndef SAMVERK_OWN_MATH_H
#define SAMVERK_OWN_MATH_H

double own_exp(double x);
double own_log(double x);

double own_pow(double x, double y);

/* What is left of x after whole multiples of y, exact as fmod is; adds the steps it took to `steps`. */
double own_fmod(double x, double y, int *steps);

#endif
