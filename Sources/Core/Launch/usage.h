// SPDX-License-Identifier: EUPL-1.2
//
// How full a directory is.

#ifndef SAMVERK_LAUNCH_USAGE_H
#define SAMVERK_LAUNCH_USAGE_H

#include <stdint.h>

/* Bytes on the disk below a directory; more than any limit when it holds too many entries or levels to be counted in reasonable time.
   A directory that its owner may not read is opened first: it is the plugin's, and hides nothing. */
uint64_t usage_bytes(const char *directory);

#endif
