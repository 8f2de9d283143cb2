package dev.culprit.warehouse;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A process that holds a lock, or wants it, as it stands in the lock's name: others can tell from it whether it still lives.
 *
 * @param machine what process ids are unique in, hashed: host, boot and process namespace, as containers may share a host's name
 * @param started milliseconds since the epoch, as ids are given again; 0 where the system does not tell
 */
record LockHolder(String machine, long pid, long started) {
    private static final LockHolder THIS =
            new LockHolder(hashOfMachine(), ProcessHandle.current().pid(), started(ProcessHandle.current()));

    /** The names of the locks that threads of this process hold. */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    private static final Map<org.apache.hadoop.fs.Path, ReentrantLock> AMONG_THREADS = new ConcurrentHashMap<>();

    static LockHolder current() {
        return THIS;
    }

    static ReentrantLock amongThreads(org.apache.hadoop.fs.Path root) {
        return AMONG_THREADS.computeIfAbsent(root, path -> new ReentrantLock(true));
    }

    static void holds(String lock) {
        HELD.add(lock);
    }

    static void releases(String lock) {
        HELD.remove(lock);
    }

    /** For names. */
    String text() {
        return "%s-%d-%d".formatted(machine, pid, started);
    }

    /** Whether whoever made the lock is surely at an end, which only a process of the same machine can tell. */
    static boolean isGone(String lock) {
        if (lock.contains(THIS.text())) {
            return !HELD.contains(lock);
        }
        String[] words = lock.split("-", -1);
        for (int i = 0; i + 2 < words.length; i++) {
            if (words[i].equals(THIS.machine)) {
                return !isAlive(words[i + 1], words[i + 2]);
            }
        }
        return false;
    }

    private static boolean isAlive(String pid, String started) {
        try {
            return ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .filter(alive -> String.valueOf(started(alive)).equals(started))
                    .isPresent();
        } catch (NumberFormatException notOurs) {
            return true;
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hashOfMachine() {
        MessageDigest digest = FileDigest.algorithm();
        for (String part : new String[] {hostName(), line("/proc/sys/kernel/random/boot_id"), pidNamespace()}) {
            digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException nameless) {
            return "localhost";
        }
    }

    private static String line(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException notLinux) {
            return "";
        }
    }

    private static String pidNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException notLinux) {
            return "";
        }
    }
}
