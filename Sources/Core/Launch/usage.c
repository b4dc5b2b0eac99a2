// SPDX-License-Identifier: EUPL-1.2
//
// Walks by descriptors and never follows a link, since the plugin may change everything while we look.

#define _GNU_SOURCE
#include "usage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_LEVELS = 512, MOST_ENTRIES = 100000 };
static const uint64_t UNCOUNTABLE = UINT64_MAX;

static int open_directory(int at, const char *name) {
  int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  int fd = openat(at, name, flags);
  if (fd >= 0 || errno != EACCES) return fd;
  int path = openat(at, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (path < 0) return -1;
  char itself[32]; /* by its descriptor: the name may have become a link by now */
  snprintf(itself, sizeof itself, "/proc/self/fd/%d", path);
  bool opened = !chmod(itself, 0700);
  close(path);
  return opened ? openat(at, name, flags) : -1;
}

static uint64_t walk(int fd, int level, int *entries) {
  DIR *directory = fdopendir(fd);
  if (!directory) {
    close(fd);
    return UNCOUNTABLE;
  }
  uint64_t sum = 0;
  for (struct dirent *entry; sum != UNCOUNTABLE && (entry = readdir(directory));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    struct stat status;
    if (++*entries > MOST_ENTRIES) sum = UNCOUNTABLE;
    else if (fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW)) continue; /* gone meanwhile */
    else if (!S_ISDIR(status.st_mode)) sum += (uint64_t)status.st_blocks * 512;
    else {
      int inner = level < MOST_LEVELS ? open_directory(fd, entry->d_name) : -1;
      if (inner < 0 && level < MOST_LEVELS && errno == ENOENT) continue;
      uint64_t below = inner < 0 ? UNCOUNTABLE : walk(inner, level + 1, entries);
      sum = below == UNCOUNTABLE ? UNCOUNTABLE : sum + below + (uint64_t)status.st_blocks * 512;
    }
  }
  closedir(directory);
  return sum;
}

uint64_t usage_bytes(const char *directory) {
  int entries = 0;
  int fd = open_directory(AT_FDCWD, directory);
  return fd < 0 ? 0 : walk(fd, 0, &entries);
}
