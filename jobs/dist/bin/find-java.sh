# Sourced by launchers: fail, which ends with one line, $java, a Java that will do, and what Spark wants opened in it.

fail() {
  echo "culprit: $1" >&2
  exit 1
}

java="java"
if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java="$JAVA_HOME/bin/java"
fi
version="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p' || true)"
case "$version" in
  '' | 1.*) fail "Java 17 or newer is needed: install a JDK, or set JAVA_HOME to one" ;;
esac
[ "$version" -ge 17 ] || fail "Java 17 or newer is needed, this is Java $version: install a JDK, or set JAVA_HOME to one"

# Java reads names of files by the locale. Cron and systemd give none, and then a name that is not ASCII is no path.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  '' | C | POSIX) export LC_ALL=C.UTF-8 ;;
esac

# By Spark's own list (org.apache.spark.launcher.JavaModuleOptions).
opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
