// SPDX-License-Identifier: EUPL-1.2
//
// The wall around the process: what it can still ask of the system once confined.

#ifndef SAMVERK_CONFINE_H
#define SAMVERK_CONFINE_H

/* Gives up everything but stdin, stdout and memory. NULL, or why it could not. */
const char *confine(char **environment);

#endif
