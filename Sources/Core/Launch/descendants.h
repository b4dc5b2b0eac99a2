// SPDX-License-Identifier: EUPL-1.2
//
// Everything the plugin started, however it hid.

#ifndef SAMVERK_LAUNCH_DESCENDANTS_H
#define SAMVERK_LAUNCH_DESCENDANTS_H

#include <stddef.h>
#include <sys/types.h>

/* How many processes and threads there are below this one; it stops counting when there are more than `most`. */
size_t descendants_count(size_t most);

/* Kills and reaps every descendant of this process, which must be a subreaper; `child` leads their process group and is not reaped yet. Its
   wait status. */
int descendants_end(pid_t child);

#endif
