// SPDX-License-Identifier: EUPL-1.2
//
// Answers that are errors.

#ifndef SAMVERK_FAILURE_H
#define SAMVERK_FAILURE_H

#include "frames.h"
#include "state.h"

/* The answer to a job that failed: the limit that was hit, else the error on top of the stack. */
void answer_failure(const Rule *rule, const Job *job, Buffer *answer);

/* An 'E' answer that no rule caused. */
void rule_refuse(Buffer *answer, const char *kind, const char *message);

/* The same with a file of a package; NULL for none. */
void rule_refuse_file(Buffer *answer, const char *kind, const char *file, const char *message);

#endif
