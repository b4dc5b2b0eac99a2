// SPDX-License-Identifier: EUPL-1.2
//
// The system calls a plugin may not make.

#ifndef SAMVERK_LAUNCH_FILTER_H
#define SAMVERK_LAUNCH_FILTER_H

#include <stdbool.h>

/* Whether the kernel can filter system calls. */
bool filter_available(void);

/* Refuses sockets and what could undo the other limits, and keeps all in one process group. True too when the kernel cannot filter. */
bool filter_apply(void);

#endif
