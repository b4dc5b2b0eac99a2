// SPDX-License-Identifier: EUPL-1.2
//
// Confinement, in the order that matters: descriptors, environment, resource limits, no new privileges, and last the list of
// system calls. If any of it fails the worker refuses to run: a rule never runs behind half a wall.

#define _GNU_SOURCE
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <seccomp.h>

#include "arena.h"

enum { ADDRESS_SPACE = 256 << 20 };

static void close_above(int last) {
#ifdef SYS_close_range
  if (!syscall(SYS_close_range, last + 1, ~0U, 0)) return;
#endif
  struct rlimit files;
  rlim_t highest = getrlimit(RLIMIT_NOFILE, &files) || files.rlim_cur > 65536 ? 65536 : files.rlim_cur;
  for (int fd = last + 1; fd < (int)highest; fd++) close(fd);
}

static void wipe_environment(char **environment) {
  for (char **entry = environment; entry && *entry; entry++) memset(*entry, 0, strlen(*entry));
  clearenv();
}

#ifndef SAMVERK_SANITIZED
static int cap(int resource, rlim_t value) {
  struct rlimit limit = {value, value};
  return setrlimit((__rlimit_resource_t)resource, &limit);
}

static int allow_calls(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!filter) return -1;
  static const int allowed[] = {SCMP_SYS(brk),           SCMP_SYS(munmap),       SCMP_SYS(mremap),
                                SCMP_SYS(exit_group),    SCMP_SYS(exit),         SCMP_SYS(clock_gettime),
                                SCMP_SYS(rt_sigreturn),  SCMP_SYS(futex),        SCMP_SYS(restart_syscall)};
  static const int deadly[] = {SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork),   SCMP_SYS(vfork), SCMP_SYS(clone),
                               SCMP_SYS(clone3), SCMP_SYS(ptrace),   SCMP_SYS(socket), SCMP_SYS(kill),  SCMP_SYS(process_vm_writev)};
  int failed = 0;
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
  for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
    int status = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, deadly[i], 0);
    failed |= status == -EDOM ? 0 : status; /* not every processor has fork and vfork */
  }
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1, SCMP_CMP(0, SCMP_CMP_EQ, STDIN_FILENO, 0));
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_CMP(0, SCMP_CMP_EQ, STDOUT_FILENO, 0));
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_CMP(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  if (!failed) failed = seccomp_load(filter);
  seccomp_release(filter);
  return failed;
}
#endif

#ifdef SAMVERK_SANITIZED
/* The sanitizers need stderr, a large address space and more system calls. */
const char *confine(char **environment) {
  wipe_environment(environment);
  (void)close_above;
  return NULL;
}
#else
const char *confine(char **environment) {
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) close(STDERR_FILENO);
  else if (nowhere != STDERR_FILENO) dup2(nowhere, STDERR_FILENO);
  close_above(STDERR_FILENO);
  wipe_environment(environment);
  free(malloc(1 << 16)); /* whatever the C library does at its first allocation, it does now */
  if (cap(RLIMIT_CORE, 0) || cap(RLIMIT_FSIZE, 0) || cap(RLIMIT_NPROC, 0) || cap(RLIMIT_NOFILE, 3) || cap(RLIMIT_AS, ADDRESS_SPACE))
    return "resource limits could not be set";
  prctl(PR_SET_DUMPABLE, 0);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return "privileges could not be given up";
  if (allow_calls()) return "the list of system calls (seccomp) could not be installed";
  return NULL;
}
#endif
