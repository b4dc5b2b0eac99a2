// SPDX-License-Identifier: EUPL-1.2
//
// Everything the plugin started, however it hid.

#ifndef SAMVERK_LAUNCH_DESCENDANTS_H
#define SAMVERK_LAUNCH_DESCENDANTS_H

#include <sys/types.h>

/* Kills and reaps every descendant of this process, which must be a subreaper. `child`'s wait status is stored if it is reaped here. */
void descendants_end(pid_t child, int *status);

#endif
