// SPDX-License-Identifier: EUPL-1.2
//
// Every start of a process or thread below us is asked of us first, so that their number stays below a limit whoever the user is:
// RLIMIT_NPROC counts all of a user's processes and does not hold for root, and a fork bomb outruns whoever only looks.

#ifndef SAMVERK_LAUNCH_FORKS_H
#define SAMVERK_LAUNCH_FORKS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Forks {
  int listener; /* the kernel asks here; -1 when it cannot */
  size_t most;  /* processes and threads at a time */
  size_t known; /* at most so many there are: counted once, and one more for each allowed since */
} Forks;

/* The child hands its filter's listener (or -1) to the launcher. False when it could not. */
bool forks_send(int socket, int listener);

/* The launcher's end: waits for the child to be confined. -1 when there is no listener. */
int forks_receive(int socket);

/* Answers one question: yes, or EAGAIN as the kernel says at RLIMIT_NPROC. */
void forks_answer(Forks *forks);

#endif
