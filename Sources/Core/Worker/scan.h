// SPDX-License-Identifier: EUPL-1.2
//
// What has to be known of a source before Lua compiles it.

#ifndef SAMVERK_SCAN_H
#define SAMVERK_SCAN_H

#include <stddef.h>

/* The most accesses (`a.b`, `a[b]`, `a:b()`) that one expression is made of. */
size_t scan_accesses(const char *source, size_t size);

#endif
