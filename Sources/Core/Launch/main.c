// SPDX-License-Identifier: EUPL-1.2
//
// samverk-launch: starts a plugin confined, stands beside it while it runs, and leaves nothing of it behind. Ends with the
// program's own exit code, or 128 + the signal that ended it.

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "descendants.h"
#include "filter.h"
#include "landlock.h"
#include "options.h"

static const struct timespec LOOK_AGAIN = {.tv_nsec = 250000000};

static int probe(void) {
  bool subreaper = !prctl(PR_SET_CHILD_SUBREAPER, 1);
  printf("{\"landlock\": %d, \"seccomp\": %s, \"subreaper\": %s}\n", landlock_version(), filter_available() ? "true" : "false",
         subreaper ? "true" : "false");
  return EXIT_SUCCESS;
}

static int exit_code(int status) {
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return 128 + (WIFSIGNALED(status) ? WTERMSIG(status) : SIGKILL);
}

/* Waits until the child ends, a signal asks us to end, or our own parent is gone. True if the child ended. */
static bool watch(pid_t child, pid_t host, const sigset_t *signals, int *status) {
  for (;;) {
    pid_t id;
    for (int ended; (id = waitpid(-1, &ended, WNOHANG)) > 0;) {
      if (id != child) continue;
      *status = ended;
      return true;
    }
    if (getppid() != host) return false;
    int number = sigtimedwait(signals, NULL, &LOOK_AGAIN);
    if (number > 0 && number != SIGCHLD && number != SIGPIPE) return false;
  }
}

int main(int count, char **arguments) {
  Options options;
  if (!options_read(count, arguments, &options)) return EXIT_USAGE;
  if (options.probe) return probe();

  sigset_t signals;
  sigemptyset(&signals);
  static const int watched[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGPIPE};
  for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) sigaddset(&signals, watched[i]);
  sigprocmask(SIG_BLOCK, &signals, NULL);
  signal(SIGCHLD, SIG_DFL); /* if it was ignored, nothing could be waited for */

  pid_t host = getppid(), self = getpid();
  if (prctl(PR_SET_CHILD_SUBREAPER, 1)) {
    perror("samverk-launch: subreaper");
    return EXIT_CONFINE;
  }
  pid_t child = fork();
  if (child < 0) {
    perror("samverk-launch: fork");
    return EXIT_CONFINE;
  }
  if (child == 0) child_run(&options, self);
  close(STDIN_FILENO); /* they are the child's: when it closes them, the host must see the end */
  close(STDOUT_FILENO);

  int status = SIGKILL;
  if (watch(child, host, &signals, &status)) child = 0; /* ended and reaped: its number may be another's now */
  descendants_end(child, &status);
  return exit_code(status);
}
