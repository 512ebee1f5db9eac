# Sourced by mvnw and pilothouse. find_jdk prints the home of a JDK 25 or newer and succeeds, or fails silently.
# Looks at JAVA_HOME, the PATH, then the usual folders of Linux, macOS, SDKMAN, and Windows seen from WSL.

jdk_feature() { # the feature version of the JDK at $1, read from its release file, or nothing
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

is_jdk_25() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] || return 1
  feature=$(jdk_feature "$1")
  [ -n "$feature" ] && [ "$feature" -ge 25 ]
}

find_jdk() {
  if is_jdk_25 "${JAVA_HOME:-}"; then printf '%s\n' "$JAVA_HOME"; return 0; fi
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    while [ -L "$on_path" ]; do
      link=$(readlink "$on_path")
      case $link in /*) on_path=$link ;; *) on_path=$(dirname "$on_path")/$link ;; esac
    done
    home=$(CDPATH= cd -- "$(dirname -- "$on_path")/.." && pwd -P)
    if is_jdk_25 "$home"; then printf '%s\n' "$home"; return 0; fi
  fi
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_jdk_25 "$home"; then printf '%s\n' "$home"; return 0; fi
  done
  return 1
}

jdk_advice() { # one sentence: what to install on this operating system
  case $(uname -s) in
    Darwin) echo "brew install --cask temurin@25" ;;
    Linux)
      if grep -qi microsoft /proc/version 2>/dev/null; then echo "inside WSL (a Windows JDK cannot run the Linux build): install Temurin 25 from adoptium.net, or: sdk install java 25-tem"
      elif command -v apt-get >/dev/null 2>&1; then echo "sudo apt-get install openjdk-25-jdk, or temurin-25-jdk from adoptium.net where the distribution has no JDK 25"
      elif command -v dnf >/dev/null 2>&1; then echo "sudo dnf install java-25-openjdk-devel"
      else echo "a JDK 25 from adoptium.net, unpacked into /usr/lib/jvm or named by JAVA_HOME"; fi ;;
    *) echo "a JDK 25 from adoptium.net, and set JAVA_HOME" ;;
  esac
}
