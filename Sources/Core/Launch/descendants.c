// SPDX-License-Identifier: EUPL-1.2
//
// Ending a process tree. A process group misses children that made their own session, so the tree is read from /proc: all orphans are
// ours, the launcher being their subreaper. Scan, kill, reap, until nothing is left.

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
  bool ours;
} Process;

/* The parent, from /proc/ID/stat; the name before it may hold anything, so the last ')' counts. */
static pid_t parent_of(const char *id) {
  char path[64], text[512];
  snprintf(path, sizeof path, "/proc/%.16s/stat", id);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t size = read(fd, text, sizeof text - 1);
  close(fd);
  if (size <= 0) return -1;
  text[size] = 0;
  const char *after = strrchr(text, ')');
  int parent;
  char state;
  return after && sscanf(after + 1, " %c %d", &state, &parent) == 2 ? parent : -1;
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
    list[count++] = (Process){.id = atoi(entry->d_name), .parent = parent_of(entry->d_name)};
  }
  closedir(directory);
  *out = list;
  return count;
}

/* Kills every process below this one that exists now. */
static void kill_tree(void) {
  Process *list = NULL;
  size_t count = read_processes(&list);
  pid_t self = getpid();
  for (bool found = true; found;) {
    found = false;
    for (size_t i = 0; i < count; i++) {
      if (list[i].ours) continue;
      bool ours = list[i].parent == self;
      for (size_t j = 0; j < count && !ours; j++) ours = list[j].ours && list[j].id == list[i].parent;
      if (!ours) continue;
      list[i].ours = found = true;
      kill(list[i].id, SIGKILL);
    }
  }
  free(list);
}

void descendants_end(pid_t child, int *status) {
  for (;;) {
    kill_tree();
    for (;;) {
      int ended;
      pid_t id = waitpid(-1, &ended, WNOHANG);
      if (id > 0 && id == child) *status = ended;
      if (id < 0 && errno == ECHILD) return;
      if (id <= 0) break;
    }
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
  }
}
