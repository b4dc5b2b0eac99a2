// SPDX-License-Identifier: EUPL-1.2
//
// Landlock: which files a plugin can reach, decided by the kernel.

#ifndef SAMVERK_LAUNCH_LANDLOCK_H
#define SAMVERK_LAUNCH_LANDLOCK_H

#include <stdbool.h>

#include "options.h"

/* The kernel's Landlock version, 0 if it has none. */
int landlock_version(void);

/* Limits this process and all it starts. True too when the kernel has no Landlock. `program` is a resolved path. */
bool landlock_apply(const Options *options, const char *program, const char *scratch);

#endif
