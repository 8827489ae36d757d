#!/bin/sh
# summary.sh TOP: the count of the cases is right, whatever stands between and before their marks.
set -eu
tool=$1/tests/tools/summary.awk
code=0

# check NAME EXIT-CODE LAST-LINE JSON-LINE…: what the summary of this log ends with.
check () {
  name=$1 wanted_code=$2 wanted=$3
  shift 3
  got_code=0
  out=$({ [ $# -eq 0 ] || printf '%s\n' "$@"; } | LC_ALL=C awk -v log_name=LOG -f "$tool") || got_code=$?
  last=$(printf '%s\n' "$out" | tail -n 1)
  [ "$last" = "$wanted" ] && [ $got_code -eq "$wanted_code" ] && return
  echo "tests/tools/summary.awk:1: $name: \`$last', exit $got_code; it should be \`$wanted', exit $wanted_code"
  code=1
}

two='[ RUN      ] a\n[       OK ] a\n[ RUN      ] b\n'
check 'two cases' 0 '2 passed, 0 failed, 0 skipped' \
  '{"name": "x / y", "result": "OK", "stdout": "'"$two"'[       OK ] b\n"}'
check 'the words of another program before a mark' 0 '2 passed, 0 failed, 0 skipped' \
  '{"name": "x / y", "result": "OK", "stdout": "[ RUN      ] a\ndaemon[1]: [       OK ] a\nwords[ RUN      ] b\nmore: [       OK ] b\n"}'
check 'a case that did not end' 1 '1 passed, 1 failed, 0 skipped' \
  '{"name": "x / y", "result": "FAIL", "stdout": "'"$two"'"}'
check 'a program that ended well in the middle of a case' 1 '1 passed, 1 failed, 0 skipped' \
  '{"name": "x / y", "result": "OK", "stdout": "'"$two"'"}'
check 'a case that failed' 1 '1 passed, 1 failed, 0 skipped' \
  '{"name": "x / y", "result": "FAIL", "stdout": "'"$two"'[  FAILED  ] b\n"}'
check 'a fault after all cases' 1 '2 passed, 1 failed, 0 skipped' \
  '{"name": "x / y", "result": "FAIL", "stdout": "'"$two"'[       OK ] b\n"}'
check 'a case that was skipped' 0 '1 passed, 0 failed, 1 skipped' \
  '{"name": "x / y", "result": "OK", "stdout": "'"$two"'skip: no printer\n[  SKIPPED ] b\n[  SKIPPED ] 1 test(s), listed below:\n[  SKIPPED ] b\n"}'
check 'programs that count no cases' 1 '1 passed, 1 failed, 1 skipped' \
  '{"name": "a", "result": "OK", "stdout": ""}' '{"name": "b", "result": "SKIP", "stdout": "no printer\n"}' '{"name": "c", "result": "TIMEOUT", "stdout": ""}'
check 'no test' 1 '0 passed, 0 failed, 0 skipped'
exit $code
