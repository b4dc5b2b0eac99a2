// SPDX-License-Identifier: EUPL-1.2
//
// samverk-launch: starts a plugin confined, stands beside it while it runs, and leaves nothing of it behind. Ends with the
// program's own exit code, or 128 + the signal that ended it.

#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "descendants.h"
#include "filter.h"
#include "forks.h"
#include "landlock.h"
#include "options.h"
#include "usage.h"

enum { LOOK_AGAIN = 250, GRACE = 200, STEP = 10 }; /* milliseconds: between looks, between SIGTERM and SIGKILL */

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

/* Reaps what has ended. True if the child has. */
static bool reap(pid_t child, int *status) {
  pid_t id;
  for (int ended; (id = waitpid(-1, &ended, WNOHANG)) > 0;) {
    if (id != child) continue;
    *status = ended;
    return true;
  }
  return false;
}

/* Waits until the child ends, a signal asks us to end, our own parent is gone, or a limit is passed that the kernel does not know. */
static Ending watch(pid_t child, pid_t host, const Options *options, Forks *forks, int signals, int *status) {
  const uint64_t most = usage_bytes(options->scratch) + options->disk_bytes;
  int64_t look = milliseconds() + LOOK_AGAIN;
  struct pollfd ready[] = {{.fd = signals, .events = POLLIN}, {.fd = forks->listener, .events = POLLIN}};
  for (;;) {
    if (reap(child, status)) return CHILD_ENDED;
    if (getppid() != host) return HOST_GONE;
    if (milliseconds() >= look) { /* by the clock: a plugin that keeps us busy does not keep us looking */
      if (forks->listener < 0 && descendants_count() > options->processes) return TOO_MANY_PROCESSES;
      if (usage_bytes(options->scratch) > most) return DISK_FULL;
      look = milliseconds() + LOOK_AGAIN;
    }
    if (poll(ready, 2, LOOK_AGAIN) <= 0) continue;
    if (ready[1].revents & POLLIN) forks_answer(forks);
    else if (ready[1].revents) ready[1].fd = -1; /* nobody is left to ask */
    struct signalfd_siginfo signal;
    if (ready[0].revents & POLLIN && read(signals, &signal, sizeof signal) == sizeof signal && signal.ssi_signo != SIGCHLD &&
        signal.ssi_signo != SIGPIPE)
      return TOLD_TO_END;
  }
}

/* Asks the child to end and gives it a moment. True if it did. */
static bool ask_to_end(pid_t child, Forks *forks, int *status) {
  kill(child, SIGTERM);
  struct pollfd question = {.fd = forks->listener, .events = POLLIN};
  for (int64_t end = milliseconds() + GRACE; milliseconds() < end;) {
    if (reap(child, status)) return true;
    if (poll(&question, 1, STEP) > 0 && question.revents & POLLIN) forks_answer(forks);
    else if (question.revents) question.fd = -1;
  }
  return false;
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
  int ends[2], listening = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  pid_t child = listening < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) ? -1 : fork();
  if (child < 0) {
    perror("samverk-launch: fork");
    return EXIT_CONFINE;
  }
  if (child == 0) child_run(&options, self, ends[1]);
  close(ends[1]);
  close(STDIN_FILENO); /* they are the child's: when it closes them, the host must see the end */
  close(STDOUT_FILENO);

  int status = SIGKILL;
  Forks forks = {.listener = forks_receive(ends[0]), .most = options.processes, .known = 1};
  Ending ending = watch(child, host, &options, &forks, listening, &status);
  bool ended = ending == CHILD_ENDED || (ending == TOLD_TO_END && ask_to_end(child, &forks, &status));
  descendants_end(ended ? 0 : child, &status); /* once reaped, its number may be another's */
  return ending == TOO_MANY_PROCESSES ? EXIT_PROCESSES : ending == DISK_FULL ? EXIT_DISK : exit_code(status);
}
