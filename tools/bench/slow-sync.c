/*
 * Makes every sync of files in one folder take longer, as on a slow disk.
 * Build: gcc -O2 -shared -fPIC -o slow-sync.so slow-sync.c -ldl      Use: LD_PRELOAD with two variables:
 *   SLOWSYNC_DIR  the folder
 *   SLOWSYNC_MS   how much longer, in milliseconds
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_watched(int fd) {
  const char *folder = getenv("SLOWSYNC_DIR");
  if (!folder) return 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, folder, strlen(folder)) == 0;
}

static int sync_slowly(int fd, const char *name) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  const char *delay = getenv("SLOWSYNC_MS");
  if (delay && is_watched(fd)) usleep((useconds_t)atoi(delay) * 1000);
  return real(fd);
}

int fsync(int fd) { return sync_slowly(fd, "fsync"); }
int fdatasync(int fd) { return sync_slowly(fd, "fdatasync"); }
