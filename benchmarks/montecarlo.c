/* Monte Carlo of a network as one would write it in C: per iteration sample, pass forward, and
 * (with "all") count every finish and follow the driving links back from the end.
 *
 * Input: n, number of calendars, horizon; per calendar its working days as a string of 0 and 1;
 * per activity calendar, low, likely, high, count of predecessors and their numbers (all FS).
 * Arguments: iterations, seed, what ("dates" or "all"). Prints seconds (input not counted), the
 * P80 of the end as an instant, and a checksum. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t state[4];

static uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

static uint64_t next(void) { /* xoshiro256+ */
    uint64_t result = state[0] + state[3], t = state[1] << 17;
    state[2] ^= state[0]; state[3] ^= state[1]; state[1] ^= state[2]; state[0] ^= state[3];
    state[2] ^= t; state[3] = rotl(state[3], 45);
    return result;
}

static void seed(uint64_t x) { /* splitmix64 */
    for (int i = 0; i < 4; i++) {
        uint64_t z = (x += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        state[i] = z ^ (z >> 31);
    }
}

typedef struct {
    int calendar, links;
    int *from;
    double low, high, split, rising, falling;
} Activity;

static int descending(const void *a, const void *b) { return *(const int *)b - *(const int *)a; }

int main(int argc, char **argv) {
    int n, calendars, horizon;
    int iterations = argc > 1 ? atoi(argv[1]) : 10000;
    int all = argc > 3 && !strcmp(argv[3], "all");
    seed(argc > 2 ? (uint64_t)atoll(argv[2]) : 1);
    if (scanf("%d %d %d", &n, &calendars, &horizon) != 3) return 1;
    int **before = malloc(calendars * sizeof *before), **days = malloc(calendars * sizeof *days);
    char *worked = malloc(horizon + 1);
    for (int c = 0; c < calendars; c++) {
        if (scanf("%s", worked) != 1) return 1;
        before[c] = malloc((horizon + 1) * sizeof(int));
        days[c] = malloc((horizon + 1) * sizeof(int));
        int count = 0;
        for (int t = 0; t < horizon; t++) {
            before[c][t] = count;
            if (worked[t] == '1') days[c][count++] = t;
        }
        before[c][horizon] = count;
    }
    Activity *activities = malloc(n * sizeof *activities);
    for (int j = 0; j < n; j++) {
        Activity *a = &activities[j];
        double likely;
        if (scanf("%d %lf %lf %lf %d", &a->calendar, &a->low, &likely, &a->high, &a->links) != 5)
            return 1;
        double width = a->high - a->low;
        a->split = (likely - a->low) / width;
        a->rising = width * (likely - a->low);
        a->falling = width * (a->high - likely);
        a->from = malloc((a->links + 1) * sizeof(int));
        for (int k = 0; k < a->links; k++)
            if (scanf("%d", &a->from[k]) != 1) return 1;
    }
    struct timespec begun, ended;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begun);
    int *start = malloc(n * sizeof(int)), *finish = malloc(n * sizeof(int));
    int *ends = malloc(iterations * sizeof(int));
    char *on = malloc(n);
    int *critical = calloc(n, sizeof(int));
    int *histogram = all ? calloc((size_t)n * (horizon + 1), sizeof(int)) : NULL;
    for (int i = 0; i < iterations; i++) {
        int end = 0;
        for (int j = 0; j < n; j++) {
            const Activity *a = &activities[j];
            double u = (double)(next() >> 11) * 0x1.0p-53;
            double x = u < a->split ? a->low + sqrt(u * a->rising)
                                    : a->high - sqrt((1 - u) * a->falling);
            int work = (int)(x + 0.5), s = 0;
            for (int k = 0; k < a->links; k++)
                if (finish[a->from[k]] > s) s = finish[a->from[k]];
            int first = before[a->calendar][s];
            start[j] = days[a->calendar][first];
            finish[j] = days[a->calendar][first + work - 1] + 1;
            if (finish[j] > end) end = finish[j];
        }
        ends[i] = end;
        if (!all) continue;
        for (int j = n - 1; j >= 0; j--) on[j] = finish[j] == end;
        for (int j = n - 1; j >= 0; j--) {
            const Activity *a = &activities[j];
            histogram[(size_t)j * (horizon + 1) + finish[j]]++;
            if (!on[j]) continue;
            critical[j]++;
            for (int k = 0; k < a->links; k++) {
                int f = finish[a->from[k]];
                if (days[a->calendar][before[a->calendar][f]] == start[j]) on[a->from[k]] = 1;
            }
        }
    }
    qsort(ends, iterations, sizeof(int), descending);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
    long sum = 0;
    for (int j = 0; j < n; j++) sum += critical[j];
    printf("%.6f %d %ld\n",
           (double)(ended.tv_sec - begun.tv_sec) + 1e-9 * (double)(ended.tv_nsec - begun.tv_nsec),
           ends[iterations / 5], sum);
    return 0;
}
