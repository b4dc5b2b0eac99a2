// SPDX-License-Identifier: EUPL-1.2
//
// The allocator below Lua. Small blocks come from one region at a fixed address, so that addresses, and with them the
// order inside Lua's hash tables, are the same in every process; resetting it is one assignment. Under AddressSanitizer every
// block is a malloc block instead, so that a read outside one is seen.

#define _GNU_SOURCE
#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static const uintptr_t REGION_ADDRESS = (uintptr_t)0x10000000000; /* 1 TiB: far from where Linux puts anything */
static const size_t REGION_SIZE = (size_t)48 << 20;
#ifndef SAMVERK_SANITIZED
static const size_t CALL_SIZE = (size_t)16 << 20; /* of it during a call: what is beyond comes from malloc */
#endif

bool arena_open(Arena *arena) {
  memset(arena, 0, sizeof *arena);
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  void *region = mmap((void *)REGION_ADDRESS, REGION_SIZE, PROT_READ | PROT_WRITE, flags | MAP_FIXED_NOREPLACE, -1, 0);
  if (region == MAP_FAILED) region = mmap(NULL, REGION_SIZE, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (region == MAP_FAILED) return false;
  arena->base = arena->top = region;
  arena->end = arena->base + REGION_SIZE;
  return true;
}

static void *large_new(Arena *arena, size_t size) {
  LargeBlock *block = malloc(sizeof *block + size);
  if (!block) return NULL;
  block->previous = NULL;
  block->next = arena->large;
  if (arena->large) arena->large->previous = block;
  arena->large = block;
  return block + 1;
}

static void large_free(Arena *arena, void *memory) {
  LargeBlock *block = (LargeBlock *)memory - 1;
  if (block->previous) block->previous->next = block->next;
  else arena->large = block->next;
  if (block->next) block->next->previous = block->previous;
  free(block);
}

static void *large_resize(Arena *arena, void *memory, size_t size) {
  LargeBlock *moved = realloc((LargeBlock *)memory - 1, sizeof *moved + size);
  if (!moved) return NULL;
  if (moved->previous) moved->previous->next = moved;
  else arena->large = moved;
  if (moved->next) moved->next->previous = moved;
  return moved + 1;
}

void arena_reset(Arena *arena) {
  while (arena->large) large_free(arena, arena->large + 1);
  arena->top = arena->base;
  memset(arena->free, 0, sizeof arena->free);
}

static size_t size_class(size_t size) { return (size + BLOCK_GRAIN - 1) / BLOCK_GRAIN; }

static bool in_region(const Arena *arena, const void *block) {
  return (const char *)block >= arena->base && (const char *)block < arena->end;
}

static void push_free(Arena *arena, void *block, size_t class) {
  memcpy(block, &arena->free[class], sizeof(void *));
  arena->free[class] = block;
}

#ifndef SAMVERK_SANITIZED
static void *pop_free(Arena *arena, size_t class) {
  void *block = arena->free[class];
  if (block) memcpy(&arena->free[class], block, sizeof(void *));
  return block;
}

/* A piece of a larger free block, once the region is full. */
static void *split_free(Arena *arena, size_t class) {
  for (size_t larger = class + 1; larger < BLOCK_CLASSES; larger++) {
    char *block = pop_free(arena, larger);
    if (!block) continue;
    push_free(arena, block + class * BLOCK_GRAIN, larger - class);
    return block;
  }
  return NULL;
}
#endif

static void *block_new(Arena *arena, size_t size) {
#ifndef SAMVERK_SANITIZED
  if (size <= SMALL_BLOCK || arena->building) {
    size_t class = size_class(size);
    void *block = class < BLOCK_CLASSES ? pop_free(arena, class) : NULL;
    if (block) return block;
    size_t taken = (size_t)(arena->top - arena->base), room = arena->building ? REGION_SIZE : CALL_SIZE;
    if (taken <= room && room - taken >= class * BLOCK_GRAIN) {
      arena->top += class * BLOCK_GRAIN;
      return arena->base + taken;
    }
    if (class < BLOCK_CLASSES && (block = split_free(arena, class))) return block;
    if (arena->building) return NULL;
  }
#endif
  return large_new(arena, size);
}

static void block_free(Arena *arena, void *block, size_t size) {
  if (!in_region(arena, block)) {
    large_free(arena, block);
    return;
  }
  size_t class = size_class(size);
  if (class == 0 || class >= BLOCK_CLASSES) return; /* a large block of the snapshot: its room returns with the next reset */
  push_free(arena, block, class);
}

void *arena_resize(Arena *arena, void *block, size_t old_size, size_t new_size) {
  if (!block) return new_size ? block_new(arena, new_size) : NULL;
  if (!new_size) {
    block_free(arena, block, old_size);
    return NULL;
  }
  if (!in_region(arena, block)) {
    void *moved = large_resize(arena, block, new_size);
    return moved || new_size > old_size ? moved : block;
  }
  if (size_class(new_size) <= size_class(old_size)) return block;
  void *moved = block_new(arena, new_size);
  if (!moved) return NULL;
  memcpy(moved, block, old_size);
  block_free(arena, block, old_size);
  return moved;
}

bool snapshot_take(Snapshot *snapshot, const Arena *arena) {
  snapshot->size = (size_t)(arena->top - arena->base);
  snapshot->image = malloc(snapshot->size ? snapshot->size : 1);
  if (!snapshot->image) return false;
  memcpy(snapshot->image, arena->base, snapshot->size);
  snapshot->arena = *arena;
  return true;
}

void snapshot_restore(const Snapshot *snapshot, Arena *arena) {
  arena_reset(arena);
  *arena = snapshot->arena;
  arena->building = false;
  memcpy(arena->base, snapshot->image, snapshot->size);
}

void snapshot_drop(Snapshot *snapshot) {
  free(snapshot->image);
  snapshot->image = NULL;
}
