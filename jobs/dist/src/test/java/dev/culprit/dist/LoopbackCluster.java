package dev.culprit.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A Spark standalone cluster on loopback: a master and workers, each a process, from the jars that the launcher uses. */
final class LoopbackCluster implements AutoCloseable {
    /** Ends what hangs. Other modules may be built beside this, so it is far more than a machine of its own takes. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path folder;
    private final String master;
    private final List<Process> processes = new ArrayList<>();

    private LoopbackCluster(Path folder, int port) {
        this.folder = folder;
        this.master = "spark://127.0.0.1:" + port;
    }

    /** @param folder for logs and work, empty */
    static LoopbackCluster start(Path folder, int workers) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        for (String jar : Shipped.sparkJars()) {
            Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName().toString()), Path.of(jar));
        }
        int port = freePort();
        int web = freePort();
        LoopbackCluster cluster = new LoopbackCluster(folder, port);
        try {
            cluster.process(
                    "master",
                    "org.apache.spark.deploy.master.Master",
                    List.of("--host", "127.0.0.1", "--port", "" + port, "--webui-port", "" + web));
            for (int worker = 0; worker < workers; worker++) {
                cluster.process(
                        "worker-" + worker,
                        "org.apache.spark.deploy.worker.Worker",
                        List.of(
                                "--host",
                                "127.0.0.1",
                                "--port",
                                "" + freePort(),
                                "--webui-port",
                                "" + freePort(),
                                "--cores",
                                "1",
                                "--memory",
                                "1g",
                                "--work-dir",
                                folder.resolve("work-" + worker).toString(),
                                cluster.master));
            }
            await("the workers are there", () -> aliveWorkers(web) == workers);
            return cluster;
        } catch (IOException | RuntimeException | AssertionError failure) {
            String told = cluster.told("master");
            cluster.close();
            throw new AssertionError("no cluster: " + told, failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int aliveWorkers(int web) {
        try {
            String state = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/json/".formatted(web)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return state.split("\"state\"\\s*:\\s*\"ALIVE\"", -1).length - 1;
        } catch (IOException notYet) {
            return -1;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private Process process(String name, String main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(Shipped.java());
        command.addAll(List.of("-Xmx512m", "-cp", folder.resolve("spark/jars") + "/*", main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** What a process has told, also while it runs. */
    String told(String name) throws IOException {
        return Files.readString(log(name));
    }

    /** Submits the shipped jar, as {@code spark-submit} does, and returns while it runs. */
    Process submit(String name, String main, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "--master",
                master,
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.executor.extraJavaOptions=" + Shipped.shortLife(),
                "--class",
                main,
                Shipped.jar().toString()));
        all.addAll(Arrays.asList(arguments));
        return process(name, "org.apache.spark.deploy.SparkSubmit", all);
    }

    /** The executors' processes. */
    List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(Process::descendants)
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + PATIENCE);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stop);
            }
        }
    }

    /** Ends what was started here, the youngest first, and what that has started. */
    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            Process process = processes.get(i);
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
        for (Process process : processes) {
            assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(20));
        }
        // JUnit would warn of every link that it clears away.
        try (Stream<Path> links = Files.list(folder.resolve("spark/jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
