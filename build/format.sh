#!/bin/sh
# Formats Java sources (google-java-format, AOSP style).
#
#   build/format.sh               all sources
#   build/format.sh FILE...       only these
#   build/format.sh --check       changes nothing, fails when a file would change
#
# A formatter has to read Java 25, so it runs on a JDK 25 even where Maven runs on an older one.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
jdk=$("$root/build/find-jdk.sh")

jar=${FORMATTER_JAR:-}
if [ -z "$jar" ]; then
    version=$(sed -n 's|.*<google-java-format.version>\(.*\)</google-java-format.version>.*|\1|p' "$root/pom.xml")
    jar="$root/target/formatter/google-java-format-$version-all-deps.jar"
    [ -r "$jar" ] || (cd "$root" && mvn -q -N dependency:copy@formatter)
fi

mode=--replace
if [ "${1:-}" = --check ]; then
    mode='--dry-run --set-exit-if-changed'
    shift
fi
list=$(mktemp)
trap 'rm -f "$list"' EXIT
if [ $# -gt 0 ]; then
    printf '%s\n' "$@" >"$list"
else
    find "$root" -path "$root/.git" -prune -o -name target -prune -o \
        -path '*/src/*' -name '*.java' -print >"$list"
fi

exports=
for package in api code file parser tree util; do
    exports="$exports --add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED"
done
# shellcheck disable=SC2086  # both are lists of words
if ! "$jdk/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $exports -jar "$jar" --aosp $mode "@$list"; then
    [ "$mode" = --replace ] || echo "The files named above are not formatted: run build/format.sh" >&2
    exit 1
fi
