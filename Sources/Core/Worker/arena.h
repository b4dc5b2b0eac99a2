// SPDX-License-Identifier: EUPL-1.2
//
// The memory a Lua state lives in: one region at a fixed address with free lists for small blocks, and a list of malloc
// blocks for large ones. A whole state can therefore be copied away as bytes (a snapshot) and put back for the next call.

#ifndef SAMVERK_ARENA_H
#define SAMVERK_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define SAMVERK_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SAMVERK_SANITIZED 1
#endif
#endif

enum { SMALL_BLOCK = 1024, BLOCK_GRAIN = 16, BLOCK_CLASSES = SMALL_BLOCK / BLOCK_GRAIN + 1 };

typedef struct LargeBlock {
  struct LargeBlock *next, *previous;
} LargeBlock;

typedef struct Arena {
  char *base, *top, *end;
  void *free[BLOCK_CLASSES];
  LargeBlock *large;
  bool building; /* while a snapshot is made, large blocks lie in the region too */
} Arena;

/* Reserves the region; false when the system refuses. */
bool arena_open(Arena *arena);

/* Forgets every block. */
void arena_reset(Arena *arena);

/* realloc and free in one, as lua_Alloc wants it; NULL when there is no room. Making a block smaller never fails. */
void *arena_resize(Arena *arena, void *block, size_t old_size, size_t new_size);

/* A state's bytes, and where its free lists stood. */
typedef struct Snapshot {
  char *image;
  size_t size;
  Arena arena;
} Snapshot;

/* Only blocks in the region can be kept: `arena->large` must be empty. */
bool snapshot_take(Snapshot *snapshot, const Arena *arena);
void snapshot_restore(const Snapshot *snapshot, Arena *arena);
void snapshot_drop(Snapshot *snapshot);

#endif
