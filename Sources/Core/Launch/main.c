// SPDX-License-Identifier: EUPL-1.2
//
// samverk-launch: starts a plugin confined, stands beside it while it runs, and leaves nothing of it behind. Ends with the
// program's own exit code, or 128 + the signal that ended it.

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "descendants.h"
#include "filter.h"
#include "landlock.h"
#include "options.h"
#include "usage.h"

enum { LOOK_AGAIN = 250, GRACE = 200, STEP = 40 }; /* milliseconds: between looks at everything, between SIGTERM and SIGKILL, between looks at what is cheap */

typedef enum Ending { CHILD_ENDED, TOLD_TO_END, HOST_GONE, TOO_MANY_PROCESSES, DISK_FULL } Ending;

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

static int64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Threads of the whole machine: one call, so it can be asked often. */
static size_t threads_of_all(void) {
  struct sysinfo machine;
  return sysinfo(&machine) ? 0 : machine.procs;
}

/* Reaps orphans that have ended. True if the child has ended, which is left to be reaped. */
static bool has_ended(pid_t child) {
  for (;;) {
    siginfo_t ended = {0};
    if (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) || !ended.si_pid) return false;
    if (ended.si_pid == child) return true;
    waitpid(ended.si_pid, NULL, 0);
  }
}

/* Waits until the child ends, a signal asks us to end, our own parent is gone, or a limit is passed that the kernel does not know. */
static Ending watch(pid_t child, pid_t host, const Options *options, const sigset_t *signals) {
  const uint64_t most = usage_bytes(options->scratch) + options->disk_bytes;
  int64_t look = milliseconds() + LOOK_AGAIN;
  size_t threads = threads_of_all();
  for (;;) {
    if (has_ended(child)) return CHILD_ENDED;
    if (getppid() != host) return HOST_GONE;
    bool due = milliseconds() >= look; /* by the clock: a plugin whose children end all the time does not keep us looking */
    if (due || threads_of_all() > threads + options->processes / 2) {
      if (descendants_count(options->processes) > options->processes) return TOO_MANY_PROCESSES;
      threads = threads_of_all();
    }
    if (due) {
      if (usage_bytes(options->scratch) > most) return DISK_FULL;
      look = milliseconds() + LOOK_AGAIN;
    }
    int number = sigtimedwait(signals, NULL, &(struct timespec){.tv_nsec = STEP * 1000000});
    if (number > 0 && number != SIGCHLD && number != SIGPIPE) return TOLD_TO_END;
  }
}

/* Asks the child to end and gives it a moment. */
static void ask_to_end(pid_t child) {
  kill(child, SIGTERM);
  for (int waited = 0; waited < GRACE && !has_ended(child); waited += STEP) nanosleep(&(struct timespec){.tv_nsec = STEP * 1000000}, NULL);
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

  Ending ending = watch(child, host, &options, &signals);
  if (ending == TOLD_TO_END) ask_to_end(child);
  int status = descendants_end(child);
  return ending == TOO_MANY_PROCESSES ? EXIT_PROCESSES : ending == DISK_FULL ? EXIT_DISK : exit_code(status);
}
