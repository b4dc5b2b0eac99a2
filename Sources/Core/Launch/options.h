// SPDX-License-Identifier: EUPL-1.2
//
// What the command line asks for.

#ifndef SAMVERK_LAUNCH_OPTIONS_H
#define SAMVERK_LAUNCH_OPTIONS_H

#include <stdbool.h>
#include <sys/resource.h>

enum { READ_LIMIT = 32, EXIT_PROCESSES = 123, EXIT_DISK = 124, EXIT_USAGE = 125, EXIT_CONFINE = 126, EXIT_NOT_FOUND = 127 };

typedef struct Options {
  bool probe;
  rlim_t cpu_seconds, memory_bytes, files;
  rlim_t disk_bytes; /* most in the scratch directory beside what was there */
  rlim_t processes;  /* most processes and threads at a time */
  bool other_order;  /* another hash seed and another order of the environment: what is deterministic does not notice */
  const char *scratch;
  const char *read[READ_LIMIT]; /* further directories the program may read and execute from */
  int read_count;
  char **program; /* its path and arguments, ended by NULL */
} Options;

/* False, with a line on stderr, when the command line is wrong. */
bool options_read(int count, char **arguments, Options *options);

#endif
