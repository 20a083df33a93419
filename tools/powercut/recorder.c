/*
 * Records what a process does to the files of one folder, in order, so that a power cut can be replayed at any instant.
 * Build: gcc -O2 -shared -fPIC -o recorder.so recorder.c -ldl -lpthread      Use: LD_PRELOAD with two variables:
 *   POWERCUT_DIR  the folder to watch (its files only, not its subfolders' own)
 *   POWERCUT_LOG  where the record goes
 * One entry: kind (1 byte), length of the name (1), length of the data (4), offset (8), name, data; integers little-endian.
 *   W write at offset · T truncate to offset · S sync · U unlink
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FILES 4096
#define NAME_BYTES 256
#define REAL(name) static __typeof__(name) *real_##name; if (!real_##name) real_##name = dlsym(RTLD_NEXT, #name)

static char folder[1024];
static size_t folder_length;
static int log_file = -1;
static char names[MAX_FILES][NAME_BYTES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void) {
  const char *dir = getenv("POWERCUT_DIR"), *log = getenv("POWERCUT_LOG");
  if (!dir || !log) return;
  REAL(open);
  strncpy(folder, dir, sizeof folder - 1);
  folder_length = strlen(folder);
  log_file = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The name inside the folder, or NULL. */
static const char *inside(const char *path) {
  pthread_once(&once, start);
  if (log_file < 0 || strncmp(path, folder, folder_length) || path[folder_length] != '/') return NULL;
  return path + folder_length + 1;
}

static const char *name_of(int fd) {
  return fd >= 0 && fd < MAX_FILES && names[fd][0] ? names[fd] : NULL;
}

static void record(char kind, const char *name, int64_t offset, const void *data, uint32_t length) {
  int keep = errno;
  uint8_t head[14], name_length = (uint8_t)strlen(name);
  head[0] = (uint8_t)kind;
  head[1] = name_length;
  memcpy(head + 2, &length, 4);
  memcpy(head + 6, &offset, 8);
  struct iovec parts[3] = {{head, sizeof head}, {(void *)name, name_length}, {(void *)data, length}};
  REAL(writev);
  pthread_mutex_lock(&lock);
  if (real_writev(log_file, parts, 3) < 0) abort();
  pthread_mutex_unlock(&lock);
  errno = keep;
}

static void remember(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= MAX_FILES) return;
  names[fd][0] = 0;
  const char *name = inside(path);
  if (!name || !(flags & (O_WRONLY | O_RDWR)) || strlen(name) >= NAME_BYTES) return;
  strcpy(names[fd], name);
  if (flags & O_TRUNC) record('T', name, 0, "", 0);
}

#define OPEN(function) \
  int function(const char *path, int flags, ...) { \
    REAL(function); \
    va_list rest; va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    int fd = real_##function(path, flags, mode); \
    remember(fd, path, flags); \
    return fd; \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  REAL(close);
  if (fd >= 0 && fd < MAX_FILES) names[fd][0] = 0;
  return real_close(fd);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  REAL(pwrite64);
  ssize_t written = real_pwrite64(fd, data, length, offset);
  const char *name = name_of(fd);
  if (name && written > 0) record('W', name, offset, data, (uint32_t)written);
  return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length) {
  REAL(write);
  const char *name = name_of(fd);
  off64_t offset = name ? lseek64(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR) : 0;
  ssize_t written = real_write(fd, data, length);
  if (name && written > 0) record('W', name, offset, data, (uint32_t)written);
  return written;
}

int ftruncate64(int fd, off64_t length) {
  REAL(ftruncate64);
  int result = real_ftruncate64(fd, length);
  const char *name = name_of(fd);
  if (name && result == 0) record('T', name, length, "", 0);
  return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fsync(int fd) {
  REAL(fsync);
  int result = real_fsync(fd);
  const char *name = name_of(fd);
  if (name && result == 0) record('S', name, 0, "", 0);
  return result;
}

int fdatasync(int fd) {
  REAL(fdatasync);
  int result = real_fdatasync(fd);
  const char *name = name_of(fd);
  if (name && result == 0) record('S', name, 0, "", 0);
  return result;
}

int unlink(const char *path) {
  REAL(unlink);
  int result = real_unlink(path);
  const char *name = inside(path);
  if (name && result == 0) record('U', name, 0, "", 0);
  return result;
}
