// SPDX-License-Identifier: EUPL-1.2
//
// Stands in for a taken-over worker: confines itself as samverk-worker does and then tries to get out. Prints one line a try.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../Sources/Core/Worker/confine.h"

extern char **environ;

static int failed;

static void say(const char *what, int good) {
  char line[128];
  int size = snprintf(line, sizeof line, "%s %s\n", good ? "ok  " : "FAIL", what);
  if (write(STDOUT_FILENO, line, (size_t)size) != size) _exit(3);
  failed |= !good;
}

int main(int count, char **arguments) {
  char *secret = getenv("SECRET");
  const char *why = confine(environ);
  say(why ? why : "confined", !why);
  if (count > 1) { /* one deadly call: the process must die by SIGSYS */
    if (!strcmp(arguments[1], "execve")) execve("/bin/true", arguments, environ);
    if (!strcmp(arguments[1], "fork")) fork();
    if (!strcmp(arguments[1], "socket")) socket(AF_UNIX, SOCK_STREAM, 0);
    if (!strcmp(arguments[1], "kill")) kill(1, 0);
    say("still alive", 0);
    _exit(1);
  }
  say("open is refused", open("/etc/passwd", O_RDONLY) < 0 && errno == EPERM);
  say("reading another descriptor is refused", read(7, secret, 0) < 0 && errno == EPERM);
  say("writing to stderr is refused", write(STDERR_FILENO, "x", 1) < 0 && errno == EPERM);
  say("executable memory is refused", mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
  say("mprotect is refused", syscall(SYS_mprotect, (long)&failed & ~4095L, 4096, PROT_EXEC) < 0);
  say("getpid is refused", syscall(SYS_getpid) < 0);
  void *volatile large = malloc((size_t)300 << 20);
  say("more than 256 MB are refused", !large);
  say("memory works", (secret = malloc(1 << 20)) != NULL);
  say("the environment is empty", !getenv("SECRET") && !getenv("PATH"));
  return failed;
}
