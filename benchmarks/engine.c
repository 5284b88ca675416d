/* Forward and backward pass with floats on one calendar, as one would write it in C.
 *
 * Input: n; per activity its duration, the count of its predecessors and their numbers (all FS, in
 * topological order). Prints the seconds from arrays to floats (input not counted) and the end. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    int *duration = malloc(n * sizeof(int)), *first = malloc((n + 1) * sizeof(int));
    int *from = malloc(sizeof(int)), links = 0, room = 1;
    for (int j = 0; j < n; j++) {
        int count;
        if (scanf("%d %d", &duration[j], &count) != 2) return 1;
        first[j] = links;
        for (int k = 0; k < count; k++) {
            if (links == room) from = realloc(from, (room *= 2) * sizeof(int));
            if (scanf("%d", &from[links++]) != 1) return 1;
        }
    }
    first[n] = links;
    struct timespec begun, ended;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begun);
    int *early = malloc(n * sizeof(int)), *late = malloc(n * sizeof(int)), end = 0;
    int *total = malloc(n * sizeof(int));
    for (int j = 0; j < n; j++) {
        int start = 0;
        for (int k = first[j]; k < first[j + 1]; k++)
            if (early[from[k]] > start) start = early[from[k]];
        early[j] = start + duration[j];
        if (early[j] > end) end = early[j];
    }
    for (int j = 0; j < n; j++) late[j] = end;
    for (int j = n - 1; j >= 0; j--) {
        total[j] = late[j] - early[j];
        for (int k = first[j]; k < first[j + 1]; k++)
            if (late[j] - duration[j] < late[from[k]]) late[from[k]] = late[j] - duration[j];
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
    long sum = 0;
    for (int j = 0; j < n; j++) sum += total[j];
    printf("%.9f %d %ld\n",
           (double)(ended.tv_sec - begun.tv_sec) + 1e-9 * (double)(ended.tv_nsec - begun.tv_nsec),
           end, sum);
    return 0;
}
