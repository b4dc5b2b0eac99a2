// SPDX-License-Identifier: EUPL-1.2
//
// The files of a rule (one) or a package (several), as a request to load brings them.

#ifndef SAMVERK_SOURCES_H
#define SAMVERK_SOURCES_H

#include "frames.h"
#include "state.h"

/* Reads so many files, each a name and its text; false when they are malformed. */
bool sources_read(Reader *request, Rule *rule, uint32_t count);

/* Why a file is refused before it is compiled, or NULL; notes what an error in it costs. */
const char *source_check(Rule *rule, Source *source);

void sources_drop(Rule *rule);

#ifdef SAMVERK_SANITIZED
/* Keeps the texts, for the states are built anew for each call. */
void sources_keep(Rule *rule);
#endif

#endif
