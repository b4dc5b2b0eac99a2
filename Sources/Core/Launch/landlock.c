// SPDX-License-Identifier: EUPL-1.2
//
// Landlock by raw system calls: the distribution's headers are older than the kernels we meet, so the few constants are ours. A
// plugin may read and execute the system's libraries and its own directory, and write in its scratch directory; it can bind or connect
// no TCP port, and send signals only to its own kind.

#define _GNU_SOURCE
#include "landlock.h"

#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CALL_CREATE = 444, CALL_ADD_RULE = 445, CALL_RESTRICT = 446 }; /* the same on every processor */
enum { ASK_VERSION = 1, RULE_PATH_BENEATH = 1 };

static const uint64_t EXECUTE = 1 << 0, WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIR = 1 << 3, TRUNCATE = 1 << 14, IOCTL_DEVICE = 1 << 15;
static const uint64_t ALL_IN_VERSION_1 = (1 << 13) - 1; /* the above and making and removing every kind of entry */
static const uint64_t MAKE_DEVICES = 1 << 6 | 1 << 11, MAKE_SOCKET = 1 << 9, REFER = 1 << 13;
static const uint64_t BIND_AND_CONNECT = 3, SCOPE_SOCKETS_AND_SIGNALS = 3;

typedef struct Ruleset {
  uint64_t files, network, scoped; /* what is denied unless a rule allows it */
} Ruleset;

typedef struct __attribute__((packed)) PathRule {
  uint64_t allowed;
  int32_t parent;
} PathRule;

int landlock_version(void) {
  long version = syscall(CALL_CREATE, NULL, 0, ASK_VERSION);
  return version > 0 ? (int)version : 0;
}

static uint64_t handled_files(int version) {
  uint64_t handled = ALL_IN_VERSION_1;
  if (version >= 2) handled |= REFER;
  if (version >= 3) handled |= TRUNCATE;
  if (version >= 5) handled |= IOCTL_DEVICE;
  return handled;
}

/* Allows `access` below `path`; a path that does not exist needs no rule. */
static bool allow(int ruleset, const char *path, uint64_t access) {
  int fd = open(path, O_PATH | O_CLOEXEC);
  if (fd < 0) return true;
  struct stat status;
  if (fstat(fd, &status)) return false;
  if (!S_ISDIR(status.st_mode)) access &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;
  PathRule rule = {.allowed = access, .parent = fd};
  long failed = syscall(CALL_ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
  close(fd);
  return !failed;
}

static bool allow_paths(int ruleset, uint64_t handled, const Options *options, const char *program, const char *scratch) {
  static const char *const system_paths[] = {"/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/alternatives", "/opt/swift", NULL};
  const uint64_t reading = EXECUTE | READ_FILE | READ_DIR;
  char directory[PATH_MAX];
  snprintf(directory, sizeof directory, "%s", program);
  bool good = allow(ruleset, dirname(directory), reading);
  for (const char *const *path = system_paths; *path; path++) good &= allow(ruleset, *path, reading);
  for (int i = 0; i < options->read_count; i++) good &= allow(ruleset, options->read[i], reading);
  good &= allow(ruleset, "/proc/self", READ_FILE | READ_DIR);
  good &= allow(ruleset, "/dev/null", (READ_FILE | WRITE_FILE | TRUNCATE) & handled);
  good &= allow(ruleset, "/dev/zero", READ_FILE);
  good &= allow(ruleset, "/dev/urandom", READ_FILE);
  return good && allow(ruleset, scratch, handled & ~(EXECUTE | MAKE_DEVICES | MAKE_SOCKET | IOCTL_DEVICE));
}

bool landlock_apply(const Options *options, const char *program, const char *scratch) {
  int version = landlock_version();
  if (!version) return true;
  Ruleset wanted = {.files = handled_files(version),
                    .network = version >= 4 ? BIND_AND_CONNECT : 0,
                    .scoped = version >= 6 ? SCOPE_SOCKETS_AND_SIGNALS : 0};
  size_t size = version >= 6 ? sizeof wanted : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
  int ruleset = (int)syscall(CALL_CREATE, &wanted, size, 0);
  if (ruleset < 0) return false;
  bool good = allow_paths(ruleset, wanted.files, options, program, scratch) && !syscall(CALL_RESTRICT, ruleset, 0);
  close(ruleset);
  return good;
}
