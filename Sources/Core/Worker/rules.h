// SPDX-License-Identifier: EUPL-1.2
//
// Loading a rule and calling it: each takes a request and writes exactly one answer.

#ifndef SAMVERK_RULES_H
#define SAMVERK_RULES_H

#include <stdbool.h>

#include "frames.h"

/* Once, before the first rule. */
bool rules_prepare(void);

/* 'L' and 'C' of the protocol, after their first byte. */
/* `P`: several files, the host's own first. */
void package_load(Reader *request, Buffer *answer);

void rule_load(Reader *request, Buffer *answer);
void rule_call(Reader *request, Buffer *answer);

#endif
