#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
#
# What samverk-launch promises, one line a promise. Usage: launch.sh PATH/samverk-launch

set -u
launch=$1
scratch=$(mktemp -d)
outside=$(mktemp -d)
trap 'rm -rf "$scratch" "$outside"' EXIT
passed=0 failed=0

run() { "$launch" --cpu 5 --memory 4000000000 --scratch "$scratch" "$@"; }

# is NAME WANTED GOT
is() {
  if [ "$2" = "$3" ]; then passed=$((passed + 1)); echo "ok   $1"; else failed=$((failed + 1)); echo "FAIL $1: wanted '$2', got '$3'"; fi
}

landlock=$("$launch" --probe | sed 's/.*"landlock": \([0-9]*\).*/\1/')
alive() { pgrep -f "$1" >/dev/null && echo alive || echo gone; }

run -- /bin/sh -c 'exit 7'; is "exit code" 7 $?
run -- /bin/sh -c 'kill -SEGV $$'; is "signal" 139 $?
run -- /bin/no-such-program 2>/dev/null; is "not found" 127 $?
"$launch" --cpu 1 -- /bin/true 2>/dev/null; is "usage" 125 $?
is "output" "hello" "$(run -- /bin/echo hello)"
is "input" "3" "$(printf 'a\nb\nc\n' | run -- /usr/bin/wc -l)"
is "environment" "HOME=$scratch LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin PYTHONHASHSEED=0 SWIFT_BACKTRACE=enable=no TMPDIR=$scratch" \
  "$(SECRET=1 run -- /usr/bin/env | sort | tr '\n' ' ' | sed 's/ $//')"
is "working directory" "$scratch" "$(run -- /bin/pwd)"
is "no inherited descriptor" "closed" "$(run -- /bin/sh -c 'if (: >&9) 2>/dev/null; then echo open; else echo closed; fi' 9>"$outside/nine")"
is "no core, limited files" "0 64" "$(run -- /bin/sh -c 'echo $(ulimit -c) $(ulimit -n)')"
is "memory limit" "3906250" "$(run -- /bin/sh -c 'ulimit -v')"
run -- /bin/sh -c 'while :; do :; done' & # ends by its processor time below
busy=$!
is "write in scratch" "yes" "$(run -- /bin/sh -c 'echo x > inside && echo yes')"
if [ "$landlock" -gt 0 ]; then
  is "write outside" "refused" "$(run -- /bin/sh -c "echo x > $outside/x && echo written || echo refused" 2>/dev/null)"
  is "read outside" "refused" "$(run -- /bin/sh -c 'cat /etc/passwd >/dev/null && echo read || echo refused' 2>/dev/null)"
  is "read a stranger's environment" "refused" "$(run -- /bin/sh -c "cat /proc/$$/environ >/dev/null && echo read || echo refused" 2>/dev/null)"
  echo secret > "$outside/given"
  is "read what is given" "secret" "$(run --read "$outside" -- /bin/cat "$outside/given")"
  if [ "$landlock" -ge 6 ]; then is "signal to the host" "refused" "$(run -- /bin/sh -c "kill -0 $$ && echo sent || echo refused" 2>/dev/null)"; fi
fi
if command -v python3 >/dev/null; then
  python=$(python3 -c 'import sys, os; print(os.path.realpath(sys.executable))')
  base=$(python3 -c 'import sys; print(sys.base_prefix)')
  is "socket" "refused" "$(run --read "$base" -- "$python" -c '
import _socket
try: _socket.socket(); print("made")
except OSError: print("refused")')"
  is "parent-death signal kept" "-1" "$(run --read "$base" -- "$python" -c '
import ctypes; print(ctypes.CDLL(None).prctl(1, 0, 0, 0, 0))')"
fi

mark=31.$$1
run -- /bin/sh -c "(setsid sh -c 'sleep $mark & sleep $mark' &) ; exit 3"; is "exit code with children left" 3 $?
is "children in their own session" "gone" "$(alive "sleep $mark")"

mark=32.$$1
"$launch" --cpu 5 --memory 4000000000 --scratch "$scratch" -- /bin/sh -c "trap '' TERM HUP INT; (setsid sleep $mark &); while :; do sleep $mark; done" &
id=$!
sleep 0.3
is "running" "alive" "$(alive "sleep $mark")"
kill -TERM $id 2>/dev/null
wait $id
is "TERM to the launcher" 137 $?
is "a child that ignores TERM" "gone" "$(alive "sleep $mark")"

"$launch" --cpu 5 --memory 4000000000 --scratch "$scratch" -- /bin/sh -c 'trap "echo ended by itself > last; exit 5" TERM; while :; do sleep 0.01; done' &
id=$!
sleep 0.3
kill -TERM $id 2>/dev/null
wait $id
is "TERM reaches the program first" "5 ended by itself" "$? $(cat "$scratch/last")"

run --processes 20 -- /bin/sh -c 'i=0; while [ $i -lt 40 ]; do sleep 60 & i=$((i + 1)); done; wait'; is "too many processes" 123 $?
mark=34.$$1
run --processes 50 -- /bin/sh -c "b() { : $mark; b | b & b; }; b" 2>/dev/null; status=$?
is "a fork bomb" "123 gone" "$status $(alive "$mark")"
is "those that ended leave room" "200" "$(run --processes 3 -- /bin/sh -c 'i=0; while [ $i -lt 200 ]; do /bin/true && i=$((i + 1)); done; echo $i')"
run --disk 1000000 -- /bin/sh -c 'i=0; while :; do head -c 100000 /dev/zero > f$i; i=$((i + 1)); sleep 0.02; done'; is "a full scratch" 124 $?
run --disk 1000000 -- /bin/sh -c 'mkdir d; chmod 0300 d; while :; do head -c 100000 /dev/zero > d/$$$i; i=$((i + 1)); sleep 0.02; done'; is "a closed directory hides nothing" 124 $?
run --disk 1000000 -- /bin/sh -c 'ln -s /usr big; truncate -s 200M hole; sleep 0.6'; is "links and holes fill nothing" 0 $?
is "another order" "SWIFT_BACKTRACE=enable=no" "$(run --other-order yes -- /usr/bin/env | head -1)"

mark=33.$$1
bash -c "'$launch' --cpu 5 --memory 4000000000 --scratch '$scratch' -- /bin/sh -c '(setsid sleep $mark &); sleep $mark' & sleep 0.3; kill -KILL \$\$" >/dev/null 2>&1 &
wait $! 2>/dev/null
sleep 0.6
is "the host is killed" "gone" "$(alive "sleep $mark")"

wait $busy
is "processor time" 152 $?
echo "$passed passed / $failed failed"
[ "$failed" = 0 ]
