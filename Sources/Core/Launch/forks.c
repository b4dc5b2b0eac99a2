// SPDX-License-Identifier: EUPL-1.2

#define _GNU_SOURCE
#include "forks.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/seccomp.h>

#include "descendants.h"

typedef union Control {
  char bytes[CMSG_SPACE(sizeof(int))];
  struct cmsghdr header; /* for its alignment */
} Control;

bool forks_send(int socket, int listener) {
  char byte = 0;
  struct iovec part = {&byte, 1};
  Control control = {0};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (listener >= 0) {
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
    memcpy(CMSG_DATA(head), &listener, sizeof listener);
  }
  return sendmsg(socket, &message, MSG_NOSIGNAL) == 1;
}

int forks_receive(int socket) {
  char byte;
  struct iovec part = {&byte, 1};
  Control control = {0};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  int listener = -1;
  if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1) return -1;
  struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  if (head && head->cmsg_type == SCM_RIGHTS) memcpy(&listener, CMSG_DATA(head), sizeof listener);
  return listener;
}

void forks_answer(Forks *forks) {
  struct seccomp_notif question = {0};
  if (ioctl(forks->listener, SECCOMP_IOCTL_NOTIF_RECV, &question)) return; /* who asked is gone */
  if (forks->known >= forks->most) forks->known = descendants_count();
  bool allowed = forks->known < forks->most;
  if (allowed) forks->known++;
  /* The flags were looked at by the filter itself, so nothing hangs on memory that may change meanwhile. */
  struct seccomp_notif_resp answer = {
      .id = question.id, .error = allowed ? 0 : -EAGAIN, .flags = allowed ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0};
  ioctl(forks->listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}
