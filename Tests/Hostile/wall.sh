#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# The worker's wall, tried from inside (wall.c) and seen from outside. Usage: wall.sh PATH/wall PATH/samverk-worker

set -u
wall=$1 worker=$2
failed=0
set -o pipefail
SECRET=hidden "$wall" 7</dev/null | cat || failed=1 # a pipe: files may not be written, not even as stdout
for call in execve fork socket kill; do
  status=$( (SECRET=hidden "$wall" $call >/dev/null 2>&1) 2>/dev/null; echo $?)
  if [ "$status" = 159 ]; then echo "ok   $call ends the process"; else echo "FAIL $call ends the process"; failed=1; fi
done
pipe=$(mktemp -u)
mkfifo "$pipe"
SECRET=hidden "$worker" <"$pipe" 8</dev/null & # waits for a request
id=$!
exec 9>"$pipe"
rm -f "$pipe"
for _ in $(seq 100); do
  grep -q '^Seccomp:.2' /proc/$id/status 2>/dev/null && break
  sleep 0.1
done
look() { if [ "$2" = "$3" ]; then echo "ok   $1"; else echo "FAIL $1: wanted '$2', got '$3'"; failed=1; fi; }
look "no new privileges, filtered" "1 2" "$(awk '/^NoNewPrivs|^Seccomp:/ { printf "%s%s", sep, $2; sep = " " }' /proc/$id/status)"
limit() { awk -v name="$1" 'index($0, name) == 1 { sub(name, ""); print $1 }' /proc/$id/limits; }
look "256 MB of addresses" 268435456 "$(limit "Max address space")"
look "no new processes, files or cores" "0 3 0 0" \
  "$(limit "Max processes") $(limit "Max open files") $(limit "Max file size") $(limit "Max core file size")"
if [ -r /proc/$id/environ ] && ls /proc/$id/fd >/dev/null 2>&1; then
  look "three descriptors" "0 1 2" "$(ls /proc/$id/fd | tr '\n' ' ' | sed 's/ $//')"
  look "stderr leads nowhere" "/dev/null" "$(readlink /proc/$id/fd/2)"
  look "the environment is wiped" "0" "$(tr -d '\0' < /proc/$id/environ | wc -c)"
fi
exec 9>&-
wait $id
look "the end of input ends it" 0 $?
exit $failed
