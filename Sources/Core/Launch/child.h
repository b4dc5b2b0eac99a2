// SPDX-License-Identifier: EUPL-1.2
//
// The child's side: confine, then become the program.

#ifndef SAMVERK_LAUNCH_CHILD_H
#define SAMVERK_LAUNCH_CHILD_H

#include <sys/types.h>

#include "options.h"

/* Never returns. `parent` is the launcher. */
_Noreturn void child_run(const Options *options, pid_t parent);

#endif
