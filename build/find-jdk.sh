#!/bin/sh
# Prints the home of a JDK 25: JAVA_HOME when it is one, else the first in the usual places.
# Says in one sentence what to install when there is none.
set -u

is_jdk_25() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
        grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

try() {
    if is_jdk_25 "$1"; then
        printf '%s\n' "$1"
        exit 0
    fi
}

[ -n "${JAVA_HOME:-}" ] && try "$JAVA_HOME"

if on_path=$(command -v java); then
    on_path=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
    try "${on_path%/bin/java}"
fi

home=${HOME:-/nonexistent}
# STACKLENS_JVM_DIR names one more directory that holds JDKs.
for place in "${STACKLENS_JVM_DIR:-/usr/lib/jvm}" /opt /opt/java /usr/local \
    "$home/.sdkman/candidates/java" "$home/.jdks" "$home/.local/share/mise/installs/java" \
    "$home/.asdf/installs/java" /Library/Java/JavaVirtualMachines; do
    for jdk in "$place"/* "$place"/*/Contents/Home; do
        try "$jdk"
    done
done

echo "StackLens needs a JDK 25 and found none in JAVA_HOME, PATH or /usr/lib/jvm: install one" \
    "(for example the package temurin-25-jdk) or point JAVA_HOME at it." >&2
exit 1
