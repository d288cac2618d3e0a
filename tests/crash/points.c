/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into a program: every call that changes what a crash would leave behind is a point with a
 * name and a number, for example `fsync clips 2`. They are written to the file that CRASH_LOG names; at
 * the one that CRASH_AT names, with `before` or `after` in front, the program gets SIGKILL.
 *
 * From the one that CRASH_FULL names nothing can be written any more, as on a disk that is full.
 *
 * Points are counted over all threads. Only files below the folder CRASH_DIR count, by the name of the
 * file there or of the folder in which it is, and connections over TCP. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define N_KINDS 128
#define NAME_SIZE 96

typedef struct
{
  char name[NAME_SIZE];
  int  count;
} Kind;

typedef struct
{
  char text[NAME_SIZE + 16];    /* kind and number, empty when the call is no point */
} Point;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Kind kinds[N_KINDS];
static char directory[PATH_MAX];
static char at[NAME_SIZE + 32];
static char full_at[NAME_SIZE + 32];
static atomic_bool is_full;
static int log_fd = -1;

/* The real function, past what is preloaded */
#define REAL(name) \
        static __typeof__ (&name) real; \
        if (real == NULL) \
        real = (__typeof__ (&name))dlsym (RTLD_NEXT, #name)

static void
read_name (const char *variable,
           char       *name,
           size_t      size)
{
  const char *value = getenv (variable);

  snprintf (name, size, "%s", value != NULL ? value : "");
}

/* Children are not ours. */
__attribute__ ((constructor)) static void
start (void)
{
  const char *log = getenv ("CRASH_LOG");

  read_name ("CRASH_DIR", directory, sizeof directory);
  read_name ("CRASH_AT", at, sizeof at);
  read_name ("CRASH_FULL", full_at, sizeof full_at);
  if (log != NULL)
    log_fd = (int) syscall (SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  unsetenv ("LD_PRELOAD");
}

static void
tell (const char  *when,
      const Point *point)
{
  char line[sizeof at];
  int length = snprintf (line, sizeof line, "%s %s", when, point->text);

  if (strcmp (point->text, full_at) == 0)
    is_full = true;
  if (strcmp (line, at) == 0)
    syscall (SYS_kill, getpid (), SIGKILL);
  if (log_fd < 0 || strcmp (when, "before") != 0)
    return;
  line[length] = '\n';
  if (syscall (SYS_write, log_fd, line, length + 1) < 0)
    abort ();
}

static Kind *
find_kind (const char *name)
{
  for (int i = 0; i < N_KINDS; i++)
    {
      if (kinds[i].name[0] == '\0')
        snprintf (kinds[i].name, sizeof kinds[i].name, "%s", name);
      if (strcmp (kinds[i].name, name) == 0)
        return &kinds[i];
    }
  abort ();
}

static Point
begin (const char *call,
       const char *what)
{
  Point point = { "" };
  char name[NAME_SIZE];
  int number;

  if (what == NULL || directory[0] == '\0')
    return point;

  snprintf (name, sizeof name, "%s %s", call, what);
  pthread_mutex_lock (&lock);
  number = ++find_kind (name)->count;
  pthread_mutex_unlock (&lock);
  snprintf (point.text, sizeof point.text, "%s %d", name, number);
  tell ("before", &point);
  return point;
}

static bool
has_no_room (const Point *point)
{
  if (!is_full || point->text[0] == '\0')
    return false;
  errno = ENOSPC;
  return true;
}

static void
end (const Point *point)
{
  if (point->text[0] != '\0')
    tell ("after", point);
}

/* NULL when it is none of ours. In the media folder names are made up, so the folder stands for them. */
static const char *
name_file (const char *path,
           char       *buffer,
           size_t      size)
{
  const size_t length = strlen (directory);
  const char *rest = path + length + 1;
  const char *slash;

  if (length == 0 || strncmp (path, directory, length) != 0 || path[length] != '/')
    return path[0] != '\0' && strcmp (path, directory) == 0 ? "folder" : NULL;

  slash = strrchr (rest, '/');
  if (slash == NULL)
    snprintf (buffer, size, "%.60s", rest);
  else
    snprintf (buffer, size, "%.*s", (int) (slash - rest), rest);
  return buffer;
}

static const char *
name_fd (int    fd,
         char  *buffer,
         size_t size)
{
  char link[64];
  char path[PATH_MAX];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return NULL;
  path[length] = '\0';
  return name_file (path, buffer, size);
}

static const char *
name_address (const struct sockaddr *address)
{
  return address->sa_family == AF_INET ? "server" : NULL;
}

static const char *
name_socket (int fd)
{
  struct sockaddr_storage address;
  socklen_t length = sizeof address;

  if (getpeername (fd, (struct sockaddr *) &address, &length) != 0)
    return NULL;
  return name_address ((const struct sockaddr *) &address);
}

/* A call on a descriptor of a file; some need room */
#define DEFINE_FILE(type, name, needs_room, parameters, arguments) \
        type name parameters \
        { \
          char buffer[NAME_SIZE]; \
          const Point point = begin (#name, name_fd (fd, buffer, sizeof buffer)); \
          type result; \
          REAL (name); \
          if (needs_room && has_no_room (&point)) \
          return -1; \
          result = real arguments; \
          end (&point); \
          return result; \
        }

/* A call with the path of a file */
#define DEFINE_PATH(name, parameters, arguments) \
        int name parameters \
        { \
          char buffer[NAME_SIZE]; \
          const Point point = begin (#name, name_file (path, buffer, sizeof buffer)); \
          int result; \
          REAL (name); \
          result = real arguments; \
          end (&point); \
          return result; \
        }

/* A call on a socket */
#define DEFINE_SOCKET(name, parameters, arguments) \
        ssize_t name parameters \
        { \
          const Point point = begin (#name, name_socket (fd)); \
          ssize_t result; \
          REAL (name); \
          result = real arguments; \
          end (&point); \
          return result; \
        }

DEFINE_FILE (int, fsync, false, (int fd), (fd))
DEFINE_FILE (int, fdatasync, false, (int fd), (fd))
DEFINE_FILE (int, ftruncate64, false, (int fd, off_t length), (fd, length))
DEFINE_FILE (ssize_t, write, true, (int fd, const void *data, size_t size), (fd, data, size))
DEFINE_FILE (ssize_t, writev, true, (int fd, const struct iovec *parts, int n), (fd, parts, n))
DEFINE_FILE (ssize_t, pwrite64, true, (int fd, const void *data, size_t size, off_t from), (fd, data, size, from))
DEFINE_PATH (unlink, (const char *path), (path))
DEFINE_PATH (remove, (const char *path), (path))
DEFINE_PATH (rename, (const char *from, const char *path), (from, path))
DEFINE_PATH (mkdir, (const char *path, mode_t mode), (path, mode))
DEFINE_SOCKET (send, (int fd, const void *data, size_t size, int flags), (fd, data, size, flags))
DEFINE_SOCKET (sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags))
DEFINE_SOCKET (recv, (int fd, void *data, size_t size, int flags), (fd, data, size, flags))
DEFINE_SOCKET (recvmsg, (int fd, struct msghdr *message, int flags), (fd, message, flags))

int
connect (int                    fd,
         const struct sockaddr *address,
         socklen_t              length)
{
  const Point point = begin ("connect", name_address (address));
  int result;

  REAL (connect);
  result = real (fd, address, length);
  end (&point);
  return result;
}

/* Only what makes a file is a point. */
#define DEFINE_OPEN(name, parameters, ...) \
        int name parameters \
        { \
          char buffer[NAME_SIZE]; \
          const bool makes = (flags & (O_CREAT | O_TMPFILE)) != 0; \
          const Point point = begin ("open", makes ? name_file (path, buffer, sizeof buffer) : NULL); \
          mode_t mode = 0; \
          int result; \
          va_list list; \
          REAL (name); \
          va_start (list, flags); \
          if (makes) \
          mode = va_arg (list, mode_t); \
          va_end (list); \
          if (has_no_room (&point)) \
          return -1; \
          result = real (__VA_ARGS__, mode); \
          end (&point); \
          return result; \
        }

DEFINE_OPEN (open, (const char *path, int flags, ...), path, flags)
DEFINE_OPEN (open64, (const char *path, int flags, ...), path, flags)
DEFINE_OPEN (openat, (int folder, const char *path, int flags, ...), folder, path, flags)
DEFINE_OPEN (openat64, (int folder, const char *path, int flags, ...), folder, path, flags)
