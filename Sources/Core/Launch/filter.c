// SPDX-License-Identifier: EUPL-1.2
//
// A deny-list, since plugins are ordinary programs in any language: no sockets (nor io_uring, which can make them behind a filter's back),
// no new namespaces, no looking into other processes, and no undoing of the parent-death signal.

#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/seccomp.h>
#include <seccomp.h>

bool filter_available(void) {
  uint32_t action = SECCOMP_RET_ERRNO;
  return !syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action);
}

/* Not every processor has every call. */
static int optional(int status) { return status == -EDOM ? 0 : status; }

bool filter_apply(void) {
  static const int refused[] = {
      SCMP_SYS(socket),           SCMP_SYS(io_uring_setup),    SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(ptrace),
      SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd),    SCMP_SYS(unshare),           SCMP_SYS(setns),
      SCMP_SYS(mount),            SCMP_SYS(umount2),           SCMP_SYS(pivot_root),     SCMP_SYS(chroot),            SCMP_SYS(bpf),
      SCMP_SYS(perf_event_open),  SCMP_SYS(userfaultfd),       SCMP_SYS(keyctl),         SCMP_SYS(add_key),           SCMP_SYS(request_key),
      SCMP_SYS(kexec_load),       SCMP_SYS(init_module),       SCMP_SYS(finit_module),   SCMP_SYS(reboot),            SCMP_SYS(swapon)};
  static const uint64_t namespaces = CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;
  if (!filter_available()) return true;
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (!filter) return false;
  int failed = 0;
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    failed |= optional(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), refused[i], 0));
  }
  for (int bit = 0; bit < 32; bit++) {
    uint64_t flag = (uint64_t)1 << bit;
    if (namespaces & flag)
      failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(clone), 1, SCMP_CMP(0, SCMP_CMP_MASKED_EQ, flag, flag));
  }
  failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0); /* its flags cannot be seen: the C library uses clone */
  /* These seem to succeed and do nothing: all that the plugin starts stays in one process group, which one signal ends at once. */
  failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), SCMP_SYS(setsid), 0);
  failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), SCMP_SYS(setpgid), 0);
  failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(prctl), 1, SCMP_CMP(0, SCMP_CMP_EQ, PR_SET_PDEATHSIG, 0));
  if (!failed) failed = seccomp_load(filter);
  seccomp_release(filter);
  return !failed;
}
