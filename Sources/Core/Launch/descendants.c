// SPDX-License-Identifier: EUPL-1.2
//
// The filter keeps all in one process group. Where the kernel has no filter a group misses children that made their own session, so the
// tree is read from /proc too: all orphans are ours, the launcher being their subreaper. Scan, kill, reap, until nothing is left.

#define _GNU_SOURCE
#include "descendants.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct Process {
  pid_t id, parent;
  int threads;
  enum { UNKNOWN, OURS, FOREIGN } whose;
} Process;

/* Parent and threads, from /proc/ID/stat; the name before them may hold anything, so the last ')' counts. */
static bool read_process(const char *id, Process *process) {
  char path[64], text[512];
  snprintf(path, sizeof path, "/proc/%.16s/stat", id);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  ssize_t size = read(fd, text, sizeof text - 1);
  close(fd);
  if (size <= 0) return false;
  text[size] = 0;
  const char *after = strrchr(text, ')');
  *process = (Process){.id = atoi(id), .threads = 1};
  char state;
  return after && sscanf(after + 1, " %c %d %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %d", &state, &process->parent,
                         &process->threads) >= 2;
}

static int by_id(const void *a, const void *b) {
  pid_t left = ((const Process *)a)->id, right = ((const Process *)b)->id;
  return (left > right) - (left < right);
}

static size_t read_processes(Process **out) {
  DIR *directory = opendir("/proc");
  if (!directory) return 0;
  Process *list = NULL;
  size_t count = 0, capacity = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    if (count == capacity) {
      Process *larger = realloc(list, (capacity = capacity ? 2 * capacity : 256) * sizeof *list);
      if (!larger) break;
      list = larger;
    }
    count += read_process(entry->d_name, &list[count]);
  }
  closedir(directory);
  if (list) qsort(list, count, sizeof *list, by_id);
  *out = list;
  return count;
}

/* Marks a process and those above it up to one that is known. */
static bool is_ours(Process *list, size_t count, Process *process, pid_t self) {
  int verdict = UNKNOWN;
  Process *at = process;
  for (size_t steps = 0; verdict == UNKNOWN && steps <= count; steps++) {
    if (at->whose != UNKNOWN) verdict = at->whose;
    else if (at->parent == self) verdict = OURS;
    else if (!(at = bsearch(&(Process){.id = at->parent}, list, count, sizeof *list, by_id))) verdict = FOREIGN;
  }
  for (at = process; at && at->whose == UNKNOWN; at = bsearch(&(Process){.id = at->parent}, list, count, sizeof *list, by_id)) {
    at->whose = verdict == OURS ? OURS : FOREIGN;
    if (at->parent == self) break;
  }
  return verdict == OURS;
}

/* Sends a signal (0 sends nothing) to every process below this one that exists now. The number of their threads. */
static size_t signal_tree(int number) {
  Process *list = NULL;
  size_t count = read_processes(&list), threads = 0;
  pid_t self = getpid();
  for (size_t i = 0; i < count; i++) {
    if (!is_ours(list, count, &list[i], self)) continue;
    threads += (size_t)list[i].threads;
    kill(list[i].id, number);
  }
  free(list);
  return threads;
}

/* The threads of a process and those of its children, by the lists that the kernel keeps: it costs what it finds, however many processes
   the machine has. False when the kernel keeps no such lists. */
static bool count_below(pid_t process, size_t most, size_t *count) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *threads = opendir(path);
  if (!threads) return true; /* it is gone */
  bool known = true;
  for (struct dirent *entry; known && *count <= most && (entry = readdir(threads));) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    ++*count;
    snprintf(path, sizeof path, "/proc/%d/task/%.16s/children", process, entry->d_name);
    FILE *children = fopen(path, "re");
    if (!children) {
      known = errno == ESRCH || access("/proc/self/task", F_OK) || !access("/proc/thread-self/children", F_OK);
      continue;
    }
    for (int child; known && *count <= most && fscanf(children, "%d", &child) == 1;) known = count_below(child, most, count);
    fclose(children);
  }
  closedir(threads);
  return known;
}

size_t descendants_count(size_t most) {
  size_t count = 0;
  if (count_below(getpid(), most + 1, &count)) return count - 1; /* this process is none of them */
  return signal_tree(0);
}

int descendants_end(pid_t child) {
  int status = SIGKILL;
  kill(-child, SIGKILL); /* at once, so that none is born meanwhile; its number is the group's until it is reaped */
  for (;;) {
    signal_tree(SIGKILL);
    for (;;) {
      int ended;
      pid_t id = waitpid(-1, &ended, WNOHANG);
      if (id > 0 && id == child) status = ended;
      if (id < 0 && errno == ECHILD) return status;
      if (id <= 0) break;
    }
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
  }
}
