// SPDX-License-Identifier: EUPL-1.2
//
// samverk-worker: runs rules written by strangers. It confines itself, then answers frames on stdin with frames on stdout
// (PROTOCOL.md) until it is told to quit or its input ends.

#include <stdlib.h>

#include "confine.h"
#include "failure.h"
#include "frames.h"
#include "rules.h"

extern char **environ;

enum { EXIT_REFUSED = 1, EXIT_PROTOCOL = 3 };

int main(void) {
  static Buffer answer;
  const char *refused = rules_prepare() ? NULL : "no memory could be reserved";
  const char *open_wall = confine(environ);
  if (!refused) refused = open_wall;
  if (refused) {
    rule_refuse(&answer, "denied", refused);
    frame_write(&answer);
    frame_flush();
    return EXIT_REFUSED;
  }
  Reader request;
  for (;;) {
    FrameStatus status = frame_read(&request);
    if (status != FRAME_READY) return status == FRAME_END ? EXIT_SUCCESS : EXIT_PROTOCOL;
    answer.size = 0;
    answer.failed = false;
    switch (reader_u8(&request)) {
      case 'L': rule_load(&request, &answer); break;
      case 'P': package_load(&request, &answer); break;
      case 'C': rule_call(&request, &answer); break;
      case 'Q': return frame_flush() ? EXIT_SUCCESS : EXIT_PROTOCOL;
      default: rule_refuse(&answer, "runtime", "no request begins with that byte"); break;
    }
    if (answer.failed || !frame_write(&answer)) return EXIT_PROTOCOL;
  }
}
