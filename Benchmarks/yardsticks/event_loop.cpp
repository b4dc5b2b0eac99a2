// SPDX-License-Identifier: EUPL-1.2
//
// What the machine can do with queues: bare event loops with a binary heap, sequential random numbers (xoshiro256++) and libm's log.
// One desk (M/M/8, load 0.85) or fourteen with overflow on arrival; no patience, no skills, no schedules.
//
//   event_loop one|fourteen|fourteen-pull CUSTOMERS
//
// prints model, customers, seconds of processor time, customers a second, share that waits, mean wait in minutes.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

// Blackman and Vigna, Scrambled linear pseudorandom number generators (2021)
struct Random {
  uint64_t s[4];
  explicit Random(uint64_t seed) {
    for (auto &word : s) {
      seed += 0x9e3779b97f4a7c15ull;
      uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
      word = z ^ (z >> 31);
    }
  }
  static uint64_t rotate(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  uint64_t next() {
    uint64_t result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3], s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
  }
  double exponential(double mean) { return -std::log(((next() >> 11) + 0.5) * 0x1.0p-53) * mean; }
};

struct Heap {
  std::vector<double> time;
  std::vector<uint32_t> what;
  int n = 0;
  explicit Heap(int most) : time(most + 2), what(most + 2) {}
  void push(double t, uint32_t w) {
    int i = ++n;
    for (; i > 1 && time[i >> 1] > t; i >>= 1) time[i] = time[i >> 1], what[i] = what[i >> 1];
    time[i] = t, what[i] = w;
  }
  void replace(double t, uint32_t w) {
    int i = 1;
    for (int child; (child = i << 1) <= n; i = child) {
      if (child < n && time[child + 1] < time[child]) child++;
      if (time[child] >= t) break;
      time[i] = time[child], what[i] = what[child];
    }
    time[i] = t, what[i] = w;
  }
  void pop() {
    double t = time[n];
    uint32_t w = what[n];
    if (--n > 0) replace(t, w);
  }
};

struct Queue {
  std::vector<double> slots = std::vector<double>(1024);
  size_t head = 0, tail = 0;
  bool empty() const { return head == tail; }
  double first() const { return slots[head & (slots.size() - 1)]; }
  void push(double t) {
    if (tail - head == slots.size()) {
      std::vector<double> larger(2 * slots.size());
      for (size_t i = head; i < tail; i++) larger[i - head] = slots[i & (slots.size() - 1)];
      tail -= head, head = 0, slots.swap(larger);
    }
    slots[tail++ & (slots.size() - 1)] = t;
  }
  double pop() { return slots[head++ & (slots.size() - 1)]; }
};

struct Figures {
  uint64_t served = 0, waited = 0;
  double waits = 0;
};

static const int kDesks = 14;
static const double kPeople[kDesks] = {9800, 4800, 6600, 14600, 9300, 10500, 15200, 9100, 13200, 12800, 59100, 56700, 39600, 12600};
static const int kAgents[kDesks] = {2, 1, 2, 3, 2, 2, 3, 2, 3, 3, 12, 12, 8, 3};

// Events below `desks` are arrivals at a desk, those above departures from one.
static Figures run(int desks, const double *between, const int *agents, bool pull, uint64_t customers) {
  std::vector<Random> arrivals, services;
  int all = 0;
  for (int i = 0; i < desks; i++) {
    arrivals.emplace_back(1000 + i), services.emplace_back(2000 + i);
    all += agents[i];
  }
  Heap heap(desks + all);
  std::vector<Queue> queues(desks);
  std::vector<int> busy(desks);
  Figures figures;
  uint64_t arrived = 0, waiting = 0;
  for (int i = 0; i < desks; i++) heap.push(arrivals[i].exponential(between[i]), i);
  while (figures.served < customers) {
    double now = heap.time[1];
    int what = heap.what[1];
    if (what < desks) {
      if (++arrived > customers) {
        heap.pop();
        continue;
      }
      heap.replace(now + arrivals[what].exponential(between[what]), what);
      int taker = busy[what] < agents[what] ? what : -1;
      for (int k = 0; taker < 0 && k < desks; k++)
        if (busy[k] < agents[k]) taker = k;
      if (taker >= 0 && taker != what)
        for (int k = taker + 1; k < desks; k++)
          if (busy[k] < agents[k] && busy[k] * agents[taker] < busy[taker] * agents[k]) taker = k;
      if (taker >= 0) {
        busy[taker]++, figures.served++;
        heap.push(now + services[what].exponential(9), desks + taker);
      } else {
        queues[what].push(now), waiting++;
      }
      continue;
    }
    int desk = what - desks, source = -1;
    if (waiting && !queues[desk].empty()) {
      source = desk;
    } else if (waiting && pull) {
      for (int k = 0; k < desks; k++)
        if (!queues[k].empty() && (source < 0 || queues[k].first() < queues[source].first())) source = k;
    }
    if (source < 0) {
      busy[desk]--, heap.pop();
      continue;
    }
    figures.waits += now - queues[source].pop();
    waiting--, figures.waited++, figures.served++;
    heap.replace(now + services[source].exponential(9), what);
  }
  return figures;
}

int main(int argc, char **argv) {
  std::string model = argc > 1 ? argv[1] : "";
  uint64_t customers = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1000000;
  double between[kDesks];
  for (int i = 0; i < kDesks; i++) between[i] = 900 * 60 / kPeople[i];
  const double one = 9 / (0.85 * 8);
  const int eight = 8;
  std::clock_t start = std::clock();
  Figures figures;
  if (model == "one") figures = run(1, &one, &eight, false, customers);
  else if (model == "fourteen" || model == "fourteen-pull") figures = run(kDesks, between, kAgents, model == "fourteen-pull", customers);
  else return std::fprintf(stderr, "usage: event_loop one|fourteen|fourteen-pull CUSTOMERS\n"), 2;
  double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("%s\t%llu\t%.6f\t%.0f\t%.6f\t%.6f\n", model.c_str(), (unsigned long long)figures.served, seconds, figures.served / seconds,
              (double)figures.waited / figures.served, figures.waits / figures.served);
}
