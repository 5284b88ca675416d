/* A disk whose plug can be pulled, or that refuses: preloaded into a process that writes files.

   DISK_FOLDER  the folder that is on the disk
   DISK_LOG     where every write and sync below it is logged, in their order: a line
                "write PATH OFFSET LENGTH", "cut PATH LENGTH" or "sync PATH", after a write its bytes
   DISK_REFUSES a file: while it holds a number, writes below the folder fail with that errno, and
                the disk says of itself that it is full or read-only, if that is why */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

static int on_disk(int fd, char *path, size_t size) {
    const char *folder = getenv("DISK_FOLDER");
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (folder == NULL || length < 0) return 0;
    path[length] = 0;
    return strncmp(path, folder, strlen(folder)) == 0;
}

static int refused(void) {
    const char *path = getenv("DISK_REFUSES");
    FILE *file = path ? fopen(path, "r") : NULL;
    int error = 0;
    if (file == NULL) return 0;
    if (fscanf(file, "%d", &error) != 1) error = 0;
    fclose(file);
    return error;
}

static void note(const char *line, const void *bytes, size_t length) {
    const char *path = getenv("DISK_LOG");
    if (path == NULL) return;
    pthread_mutex_lock(&one);
    FILE *log = fopen(path, "ab");
    if (log == NULL) abort();
    fputs(line, log);
    fwrite(bytes, 1, length, log);
    fclose(log);
    pthread_mutex_unlock(&one);
}

static ssize_t put(int fd, const void *bytes, size_t length, off64_t offset) {
    char path[4096], line[5000];
    if (on_disk(fd, path, sizeof path)) {
        if ((errno = refused())) return -1;
        snprintf(line, sizeof line, "write %s %lld %zu\n", path, (long long)offset, length);
        note(line, bytes, length);
    }
    return REAL(pwrite64)(fd, bytes, length, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return put(fd, bytes, length, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return put(fd, bytes, length, offset);
}

static void note_sync(int fd) {
    char path[4096], line[5000];
    if (!on_disk(fd, path, sizeof path)) return;
    snprintf(line, sizeof line, "sync %s\n", path);
    note(line, "", 0);
}

int fsync(int fd) {
    int done = REAL(fsync)(fd);
    note_sync(fd);
    return done;
}

int fdatasync(int fd) {
    int done = REAL(fdatasync)(fd);
    note_sync(fd);
    return done;
}

static int cut(int fd, off64_t length) {
    char path[4096], line[5000];
    if (on_disk(fd, path, sizeof path)) {
        if ((errno = refused())) return -1;
        snprintf(line, sizeof line, "cut %s %lld\n", path, (long long)length);
        note(line, "", 0);
    }
    return REAL(ftruncate64)(fd, length);
}

int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

int ftruncate(int fd, off_t length) { return cut(fd, length); }

static int below(const char *path) {
    const char *folder = getenv("DISK_FOLDER");
    return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

int statvfs(const char *path, struct statvfs *told) {
    int done = REAL(statvfs)(path, told);
    if (done == 0 && below(path) && refused() == ENOSPC) told->f_bavail = told->f_bfree = 0;
    return done;
}

int statvfs64(const char *path, struct statvfs64 *told) {
    int done = REAL(statvfs64)(path, told);
    if (done == 0 && below(path) && refused() == ENOSPC) told->f_bavail = told->f_bfree = 0;
    return done;
}

int access(const char *path, int mode) {
    if (below(path) && (mode & W_OK) && refused() == EROFS) {
        errno = EROFS;
        return -1;
    }
    return REAL(access)(path, mode);
}
