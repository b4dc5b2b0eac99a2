// SPDX-License-Identifier: EUPL-1.2
//
// Reading the command line: every limit is named, nothing is guessed.

#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: samverk-launch --cpu SECONDS --memory BYTES --scratch DIR [--files N] [--disk BYTES] [--processes N]\n"
    "                      [--other-order yes] [--read DIR]... -- PROGRAM [ARGUMENT]...\n"
    "       samverk-launch --probe\n";

static bool usage(const char *wrong, const char *name) {
  fprintf(stderr, "samverk-launch: %s%s\n%s", wrong, name, USAGE);
  return false;
}

static bool read_number(const char *text, rlim_t *out) {
  char *end;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  if (*text < '0' || *text > '9' || *end || errno || value == 0) return false;
  *out = value;
  return true;
}

bool options_read(int count, char **arguments, Options *options) {
  *options = (Options){.files = 64, .disk_bytes = (rlim_t)2 << 30, .processes = 128};
  if (count == 2 && !strcmp(arguments[1], "--probe")) {
    options->probe = true;
    return true;
  }
  int at = 1;
  for (; at < count && strcmp(arguments[at], "--"); at += 2) {
    const char *name = arguments[at], *value = at + 1 < count ? arguments[at + 1] : NULL;
    bool good = value != NULL;
    if (!good) return usage("no value after ", name);
    if (!strcmp(name, "--cpu")) good = read_number(value, &options->cpu_seconds);
    else if (!strcmp(name, "--memory")) good = read_number(value, &options->memory_bytes);
    else if (!strcmp(name, "--files")) good = read_number(value, &options->files);
    else if (!strcmp(name, "--disk")) good = read_number(value, &options->disk_bytes);
    else if (!strcmp(name, "--processes")) good = read_number(value, &options->processes);
    else if (!strcmp(name, "--other-order")) options->other_order = true;
    else if (!strcmp(name, "--scratch")) options->scratch = value;
    else if (strcmp(name, "--read")) return usage("unknown option ", name);
    else if (options->read_count == READ_LIMIT) return usage("too many of ", name);
    else options->read[options->read_count++] = value;
    if (!good) return usage("not a positive whole number after ", name);
  }
  if (at + 1 >= count) return usage("no program after ", "--");
  options->program = arguments + at + 1;
  if (!options->cpu_seconds || !options->memory_bytes || !options->scratch) return usage("wanted: ", "--cpu, --memory and --scratch");
  if (!strchr(options->program[0], '/')) return usage("not a path: ", options->program[0]);
  return true;
}
