// SPDX-License-Identifier: EUPL-1.2
//
// Between fork and exec: a new session, death with the parent, resource limits, an environment that is a list, only three
// descriptors, the scratch directory as working directory, Landlock and the system call filter. Any failure ends it.

#define _GNU_SOURCE
#include "child.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "filter.h"
#include "landlock.h"

static const rlim_t FILE_SIZE = (rlim_t)256 << 20;

static _Noreturn void give_up(int code, const char *what) {
  fprintf(stderr, "samverk-launch: %s: %s\n", what, strerror(errno));
  _exit(code);
}

static void cap(int resource, rlim_t soft, rlim_t hard) {
  struct rlimit now, limit = {soft, hard};
  if (getrlimit((__rlimit_resource_t)resource, &now)) give_up(EXIT_CONFINE, "getrlimit");
  if (limit.rlim_max > now.rlim_max) limit.rlim_max = now.rlim_max;
  if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
  if (setrlimit((__rlimit_resource_t)resource, &limit)) give_up(EXIT_CONFINE, "setrlimit");
}

static void default_signals(void) {
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_above(int last) {
#ifdef SYS_close_range
  if (!syscall(SYS_close_range, last + 1, ~0U, 0)) return;
#endif
  for (int fd = last + 1; fd < 65536; fd++) close(fd);
}

_Noreturn void child_run(const Options *options, pid_t parent) {
  char program[PATH_MAX], scratch[PATH_MAX];
  char home[PATH_MAX + 16], temporary[PATH_MAX + 16];
  if (!realpath(options->program[0], program)) give_up(EXIT_NOT_FOUND, options->program[0]);
  if (!realpath(options->scratch, scratch) || chdir(scratch)) give_up(EXIT_CONFINE, options->scratch);
  snprintf(home, sizeof home, "HOME=%s", scratch);
  snprintf(temporary, sizeof temporary, "TMPDIR=%s", scratch);
  char *usual[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", home, temporary, "PYTHONHASHSEED=0", "SWIFT_BACKTRACE=enable=no", NULL};
  char *other[] = {"SWIFT_BACKTRACE=enable=no", "PYTHONHASHSEED=4294967291", temporary, home, "LANG=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin", NULL};
  char **environment = options->other_order ? other : usual;

  setsid();
  default_signals();
  umask(077);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL)) give_up(EXIT_CONFINE, "parent-death signal");
  if (getppid() != parent) _exit(EXIT_CONFINE); /* it died before the signal was asked for */
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) give_up(EXIT_CONFINE, "no new privileges");
  cap(RLIMIT_CORE, 0, 0);
  cap(RLIMIT_FSIZE, FILE_SIZE, FILE_SIZE);
  cap(RLIMIT_NOFILE, options->files, options->files);
  cap(RLIMIT_CPU, options->cpu_seconds, options->cpu_seconds + 1);
  if (!landlock_apply(options, program, scratch)) give_up(EXIT_CONFINE, "Landlock");
  if (!filter_apply()) give_up(EXIT_CONFINE, "system call filter");
  cap(RLIMIT_AS, options->memory_bytes, options->memory_bytes);
  close_above(STDERR_FILENO);
  execve(options->program[0][0] == '/' ? options->program[0] : program, options->program, environment);
  give_up(errno == ENOENT ? EXIT_NOT_FOUND : EXIT_CONFINE, options->program[0]);
}
