package dev.culprit.app;

import com.sun.management.OperatingSystemMXBean;
import dev.culprit.app.capture.Sizes;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this process runs on. Asks the class path by names: any of it may be missing. */
final class Installation {
    private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+)+[^/]*)\\.jar$");
    /** By a class of each: the jar that it is in tells the version. */
    private static final Map<String, String> LIBRARIES = new LinkedHashMap<>();

    private static final String SPARK = "Spark";
    private static final String S3A = "S3A";

    static {
        LIBRARIES.put(SPARK, "org.apache.spark.SparkContext");
        LIBRARIES.put("Hadoop", "org.apache.hadoop.conf.Configuration");
        LIBRARIES.put("Parquet", "org.apache.parquet.hadoop.ParquetFileReader");
        LIBRARIES.put(S3A, "org.apache.hadoop.fs.s3a.S3AFileSystem");
    }

    private Installation() {}

    /** Whether it is a checkout of the sources, in which a build writes. */
    static boolean isClone(Path home) {
        return Files.exists(home.resolve("pom.xml"));
    }

    static List<String> facts(@Nullable Path home) {
        List<String> facts = new ArrayList<>();
        facts.add("%s, %s".formatted(new Version().getVersion()[0], kind(home)));
        facts.add("Java %s (%s), %s"
                .formatted(
                        System.getProperty("java.version"),
                        System.getProperty("java.vendor"),
                        System.getProperty("java.home")));
        Runtime runtime = Runtime.getRuntime();
        String machine = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
                ? ", memory " + Sizes.format(bean.getTotalMemorySize())
                : "";
        facts.add("heap of at most %s (CULPRIT_JAVA_OPTS=-Xmx8g sets it), %d processors%s"
                .formatted(Sizes.format(runtime.maxMemory()), runtime.availableProcessors(), machine));
        facts.add("%s %s %s, user %s, %s, %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        System.getProperty("user.name"),
                        Charset.defaultCharset(),
                        Locale.getDefault()));
        facts.add(LIBRARIES.entrySet().stream()
                .map(library -> library.getKey() + " " + version(library.getValue()))
                .collect(Collectors.joining(", ")));
        facts.add("kubectl " + (isOnPath("kubectl") ? "is there" : "is not there (capture takes it for pods)"));
        facts.add(folder("working directory", Path.of("").toAbsolutePath()));
        facts.add(folder("temporary folder", Path.of(System.getProperty("java.io.tmpdir"))));
        return facts;
    }

    static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (source(LIBRARIES.get(SPARK)) == null) {
            missing.add("Spark: set SPARK_HOME to an installation of Spark 4, or take the archive that brings it,"
                    + " culprit-VERSION.tar.gz");
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isWritable(temporary)) {
            missing.add(
                    "a temporary folder: %s is not yours to write to; name another one by CULPRIT_JAVA_OPTS=-Djava.io.tmpdir=..."
                            .formatted(temporary));
        }
        return missing;
    }

    private static String kind(@Nullable Path home) {
        String from = source(Version.class.getName());
        String jar = from == null ? "an unknown place" : from;
        if (home == null) {
            return "started without its launcher, from " + jar;
        }
        if (isClone(home)) {
            return "from the clone " + home;
        }
        return "from the archive " + home + (Files.isWritable(home) ? "" : " (read only)");
    }

    private static String version(@Nullable String type) {
        String from = source(type);
        if (from == null) {
            return "is not there";
        }
        Matcher version = VERSION.matcher(from);
        return version.find() ? version.group(1) : "from " + from;
    }

    /** The jar or folder of a class, null where there is none. */
    private static @Nullable String source(@Nullable String type) {
        try {
            CodeSource source = Class.forName(type, false, Installation.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return source == null || source.getLocation() == null
                    ? null
                    : Path.of(source.getLocation().toURI()).toString();
        } catch (ClassNotFoundException | LinkageError | URISyntaxException none) {
            return null;
        }
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, program)));
    }

    private static String folder(String name, Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return "%s %s: %s, %s free"
                    .formatted(
                            name,
                            folder,
                            Files.isWritable(folder) ? "writable" : "read only",
                            Sizes.format(store.getUsableSpace()));
        } catch (IOException none) {
            return "%s %s: cannot be looked at".formatted(name, folder);
        }
    }
}
