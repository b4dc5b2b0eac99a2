// SPDX-License-Identifier: EUPL-1.2
//
// The files of a request to load: read, and refused where Lua should not see them.

#include "sources.h"

#include <stdlib.h>
#include <string.h>

#include "scan.h"

enum { ACCESSES_LIMIT = 200, CAUGHT_COST = 64, FILES_LIMIT = 64 };

/* Reads so many files, each a name and its text; false when they are malformed. */
bool sources_read(Reader *request, Rule *rule, uint32_t count) {
  if (request->failed || count < 1 || count > FILES_LIMIT) return false;
  rule->sources = calloc(count, sizeof *rule->sources);
  if (!rule->sources) return false;
  rule->source_count = count;
  for (uint32_t i = 0; i < count; i++) {
    Source *source = &rule->sources[i];
    size_t size;
    const char *name = reader_string(request, &size);
    source->text = reader_string(request, &source->size);
    if (request->failed) return false;
    if (size > NAME_LIMIT) {
      enum { TAIL = NAME_LIMIT - 3 };
      memcpy(source->name, "...", 3);
      memcpy(source->name + 3, name + size - TAIL, TAIL);
    } else {
      memcpy(source->name, name, size);
    }
  }
  return true;
}

/* Refuses what is no text, or would be work beyond measure, before Lua sees it. */
const char *source_check(Rule *rule, Source *source) {
  static const char mark[] = "\xef\xbb\xbf";
  if (source->size >= 3 && !memcmp(source->text, mark, 3)) {
    source->text += 3;
    source->size -= 3;
  }
  if (source->size > SOURCE_LIMIT) return "the file is longer than 65536 bytes";
  if (source->size && source->text[0] == LUA_SIGNATURE[0])
    return rule->is_package ? "compiled code is not available to plugins" : "compiled code is not available to rules";
  size_t accesses = scan_accesses(source->text, source->size);
  if (accesses > ACCESSES_LIMIT) return "an expression with more than 200 accesses, such as a.b.c, in a row";
  int64_t cost = CAUGHT_COST + (int64_t)((accesses + 1) * source->size >> 7);
  if (cost > rule->error_cost) rule->error_cost = cost;
  return NULL;
}

void sources_drop(Rule *rule) {
  free(rule->sources);
  rule->sources = NULL;
  rule->source_count = 0;
}

#ifdef SAMVERK_SANITIZED
/* The states are built anew for each call: keeps the texts. */
void sources_keep(Rule *rule) {
  for (uint32_t i = 0; i < rule->source_count; i++) {
    Source *source = &rule->sources[i];
    char *text = malloc(source->size + 1);
    if (!text) abort();
    memcpy(text, source->text, source->size);
    source->text = text;
  }
}
#endif
