/*
 * Two-phase commit searched by a C program written for nothing else: what the hardware gives.
 * Breadth-first, agreement checked, no way back to a trace. Prints the number of distinct states and the seconds.
 *
 * A state is one word of 64 bits: two for each resource manager; the manager's two, whom it heard of, who has said
 * that it is prepared, and what was decided.
 *
 * gcc -O2 -o two-phase-commit two-phase-commit.c && ./two-phase-commit 8 2000000
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef uint64_t state;
enum { WORKING = 0, PREPARED = 1, COMMITTED = 2, ABORTED = 3, BATCH = 256 };

static state *table, *queue, batch[BATCH + 64];
static uint64_t mask, places[BATCH + 64];
static size_t size, length;

static void settle(void) {
  for (size_t i = 0; i < length; i++) {
    state key = batch[i] + 1;
    uint64_t place = places[i];
    while (table[place] != 0 && table[place] != key) place = (place + 1) & mask;
    if (table[place] == key) continue;
    table[place] = key;
    queue[size++] = batch[i];
  }
  length = 0;
}

static void add(state s) {
  uint64_t place = ((s * 0x9e3779b97f4a7c15ull) >> 32) & mask;
  __builtin_prefetch(&table[place], 1);
  batch[length] = s;
  places[length++] = place;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 8;
  size_t capacity = argc > 2 ? (size_t)atoll(argv[2]) : 2000000;
  uint64_t slots = 1;
  while (slots < capacity + capacity / 2) slots *= 2;
  mask = slots - 1;
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  table = calloc(slots, sizeof *table);
  queue = malloc(capacity * sizeof *queue);
  if (table == NULL || queue == NULL) return 1;
  int manager_at = 2 * n, heard_at = manager_at + 2, said_at = heard_at + n, sent_at = said_at + n;
  state everyone = (1ull << n) - 1, evens = 0x5555555555555555ull & ((1ull << 2 * n) - 1);
  add(0);
  settle();
  for (size_t next = 0;; next++) {
    if (next == size || length >= BATCH) {
      settle();
      if (next == size) break;
    }
    state s = queue[next];
    state committed = (s >> 1) & ~s & evens, aborted = (s >> 1) & s & evens;
    if (committed != 0 && aborted != 0) return 2;
    int manager = (s >> manager_at) & 3, sent = (s >> sent_at) & 3;
    for (int i = 0; i < n; i++) {
      state rm = (s >> 2 * i) & 3;
      if (rm == WORKING) {
        add((s ^ ((state)PREPARED << 2 * i)) | (1ull << (said_at + i)));
        add(s ^ ((state)ABORTED << 2 * i));
      }
      if (rm == WORKING || rm == PREPARED) {
        if (sent & 1) add(s ^ ((rm ^ COMMITTED) << 2 * i));
        if (sent & 2) add(s ^ ((rm ^ ABORTED) << 2 * i));
      }
      if (manager == WORKING && ((s >> (said_at + i)) & 1) && !((s >> (heard_at + i)) & 1))
        add(s | (1ull << (heard_at + i)));
    }
    if (manager != WORKING) continue;
    if (((s >> heard_at) & everyone) == everyone)
      add(s ^ ((state)COMMITTED << manager_at) ^ (1ull << sent_at));
    add(s ^ ((state)ABORTED << manager_at) ^ (2ull << sent_at));
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%zu %.4f\n", size, (end.tv_sec - start.tv_sec) + 1e-9 * (end.tv_nsec - start.tv_nsec));
  return 0;
}
