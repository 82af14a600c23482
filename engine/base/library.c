#include "base/library.h"

#ifdef ZB_LINKED

int zb_library__load(zb_library *l, zb_error *err) { return (void)l, (void)err, 0; }

#else

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include "base/error.h"

static int failed(const zb_library *l, zb_error *err) {
  const char *why = dlerror();
  if (!why || strstr(why, "annot allocate") || strstr(why, "failed to map") || strstr(why, "ut of memory"))   /* glibc, musl */
    return zb_error__set(err, ZB_ENOMEM, "no memory to load %s", l->name);
  return zb_error__set(err, ZB_EIO, "%s cannot be loaded, which is needed for %s: %.250s; install it (Debian, Ubuntu: apt-get "
                                    "install %s)", l->name, l->needed_for, why, l->package);
}

/* Addresses of functions are those of data here, as POSIX has it. */
static int load(zb_library *l, zb_error *err) {
  char *to = l->table;
  void *handle = dlopen(l->file, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return failed(l, err);
  for (const char *const *name = l->function; *name; name++, to += sizeof(void *)) {
    void *address = dlsym(handle, *name);
    if (!address) return failed(l, err);
    memcpy(to, &address, sizeof address);
  }
  atomic_store_explicit(&l->loaded, 1, memory_order_release);
  return 0;
}

int zb_library__load(zb_library *l, zb_error *err) {
  static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
  int code = 0;
  if (atomic_load_explicit(&l->loaded, memory_order_acquire)) return 0;
  pthread_mutex_lock(&one);
  if (!atomic_load_explicit(&l->loaded, memory_order_relaxed)) code = load(l, err);
  pthread_mutex_unlock(&one);
  return code;
}

#endif
