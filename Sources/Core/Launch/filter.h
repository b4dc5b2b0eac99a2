// SPDX-License-Identifier: EUPL-1.2
//
// The system calls a plugin may not make.

#ifndef SAMVERK_LAUNCH_FILTER_H
#define SAMVERK_LAUNCH_FILTER_H

#include <stdbool.h>

/* Whether the kernel can filter system calls. */
bool filter_available(void);

/* Refuses sockets and what could undo the other limits. True too when the kernel cannot filter.
   `listener` becomes the descriptor on which the kernel asks before a process or thread is started, -1 when it cannot. */
bool filter_apply(int *listener);

#endif
