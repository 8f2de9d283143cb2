package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real server that scrapes, each second, a program that makes series for each user, an innocent one, a kubelet whose cAdvisor tells
 * the memory of all, and itself. One command on its data folder, while it runs and after a SIGKILL, names the label, of the program
 * and of the server.
 *
 * <p>No verdict can be had of minutes, and a server's time cannot be compressed: so promtool has made blocks of the three days before,
 * of the same series, which go on in the server's write-ahead log. The server's own memory is as made up as the others', since
 * the blocks are: it is what it would be at {@link #SERVER_BYTES} a series. Skipped where there is no {@code prometheus}, of Debian's
 * package.
 */
final class LiveServerIT {
    private static final int HOURS = 72;
    /** Seconds between the scrapes of the past. */
    private static final int STEP = 600;

    private static final int SCRAPES = HOURS * 3600 / STEP;
    private static final int RESTART = SCRAPES / 2;

    /** What a series takes in the server, and in the program that makes it: the truth that is to be found. */
    private static final long SERVER_BYTES = 8_000;

    private static final long SHOP_BYTES = 5_000;
    /** Of a user: three buckets, sum and count. */
    private static final int SERIES = 5;

    /** Each takes a second, in which nothing else happens; half of them bring a user. */
    private static final int LIVE_SCRAPES = 12;

    private static final Map<String, String> SERVER = target("prometheus", "monitoring", "prometheus");
    private static final Map<String, String> SHOP = target("shop", "web", "app");
    private static final Map<String, String> CART = target("cart", "web", "app");
    private static final Map<String, String> KUBELET = Map.of("job", "kubelet", "instance", "node-1:10250");

    @TempDir
    private Path folder;

    private final Random random = new Random(1);
    private final List<HttpServer> programs = new ArrayList<>();
    private final AtomicInteger shown = new AtomicInteger();
    /** Seconds since 1970, a whole minute: the last scrape of the past, before the server begins. */
    private long end;

    private int pastUsers;

    private static Map<String, String> target(String job, String namespace, String container) {
        return Map.of(
                "job", job, "instance", job + ":80", "namespace", namespace, "pod", job + "-0", "container", container);
    }

    /** @param users that have been there */
    private Stream<String> shop(int users, long value) {
        return Stream.concat(
                Stream.of(started()), IntStream.range(0, users).boxed().flatMap(user -> {
                    String path = "path=\"/user/%d\"".formatted(user);
                    return Stream.concat(
                            Stream.of("0.1", "1.0", "+Inf")
                                    .map(le ->
                                            "http_request_seconds_bucket{%s,le=\"%s\"} %d".formatted(path, le, value)),
                            Stream.of("sum", "count")
                                    .map(each -> "http_request_seconds_%s{%s} %d".formatted(each, path, value)));
                }));
    }

    private Stream<String> cart(long value) {
        return Stream.concat(
                Stream.of(started()),
                IntStream.range(0, 20)
                        .mapToObj(page -> "http_request_seconds_count{path=\"/page/%d\"} %d".formatted(page, value)));
    }

    private String started() {
        return "process_start_time_seconds " + (end - (HOURS + 24) * 3600L);
    }

    private Stream<String> cAdvisor(int users) {
        long series = (long) SERIES * users + 60;
        return Stream.of(
                workingSet(SERVER, 60e6 + series * SERVER_BYTES, 3e5),
                workingSet(SHOP, 40e6 + (double) SERIES * users * SHOP_BYTES, 2e5),
                workingSet(CART, 50e6, 2e5));
    }

    private synchronized String workingSet(Map<String, String> of, double bytes, double noise) {
        return "container_memory_working_set_bytes{namespace=\"%s\",pod=\"%s\",container=\"%s\",image=\"x\",id=\"/kubepods/%2$s\"} %d"
                .formatted(
                        of.get("namespace"),
                        of.get("pod"),
                        of.get("container"),
                        Math.round(bytes + noise * random.nextGaussian()));
    }

    private void past(Path data) throws IOException, InterruptedException {
        PrometheusTools.History history = new PrometheusTools.History();
        int[] atOnceMost = {0, 1, 6, 3, 0, 2, 8, 4};
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            pastUsers += random.nextInt(atOnceMost[scrape / 6 * 7 % 8] + 1);
            long time = end - (long) STEP * (SCRAPES - 1 - scrape);
            long start = scrape < RESTART ? end - (HOURS + 2) * 3600L : end - (long) STEP * (SCRAPES - RESTART);
            history.scrape(Stream.concat(Stream.of("up 1"), shop(pastUsers, scrape)), SHOP, time);
            history.scrape(Stream.concat(Stream.of("up 1"), cart(3L * scrape)), CART, time);
            history.scrape(Stream.concat(Stream.of("up 1"), cAdvisor(pastUsers)), KUBELET, time);
            history.scrape(
                    Stream.of(
                            "up 1",
                            "process_start_time_seconds " + start,
                            "prometheus_tsdb_head_series " + (SERIES * pastUsers + 60)),
                    SERVER,
                    time);
        }
        history.blocks(data);
    }

    private int users() {
        return pastUsers + shown.get() / 2;
    }

    private int program(Supplier<Stream<String>> lines) throws IOException {
        HttpServer program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            byte[] bytes = (String.join("\n", lines.get().toList()) + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        program.start();
        programs.add(program);
        return program.getAddress().getPort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String job(Map<String, String> target, int port, String more) {
        return "  - { job_name: %s%s, static_configs: [ { targets: [ '127.0.0.1:%d' ], labels: { %s } } ] }%n"
                .formatted(
                        target.get("job"),
                        more,
                        port,
                        String.join(
                                ", ",
                                target.entrySet().stream()
                                        .filter(label -> !label.getKey().equals("job"))
                                        .map(label -> "%s: '%s'".formatted(label.getKey(), label.getValue()))
                                        .toList()));
    }

    private Process start(Path data) throws IOException {
        String prometheus = PrometheusTools.server();
        int own = freePort();
        int shop = program(() -> {
            shown.incrementAndGet();
            return shop(users(), SCRAPES + shown.get());
        });
        Path configuration = Files.writeString(
                folder.resolve("prometheus.yml"),
                "global: { scrape_interval: 1s, scrape_timeout: 1s }\nscrape_configs:\n"
                        + job(SHOP, shop, "")
                        + job(CART, program(() -> cart(3L * SCRAPES + shown.get())), "")
                        + job(KUBELET, program(() -> cAdvisor(users())), ", honor_labels: true")
                        + job(SERVER, own, ""));
        return new ProcessBuilder(
                        prometheus,
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + data,
                        "--web.listen-address=127.0.0.1:" + own)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    private void await(int scrapes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(240);
        while (shown.get() < scrapes && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(shown.get()).as("scrapes").isGreaterThanOrEqualTo(scrapes);
    }

    @AfterEach
    void stopThePrograms() {
        programs.forEach(program -> program.stop(0));
    }

    @Test
    void oneCommandOnTheFolderOfARunningAndOfAKilledServer() throws IOException, InterruptedException {
        PrometheusTools.server();
        Path data = folder.resolve("data");
        end = Instant.now().getEpochSecond() / 60 * 60 - 60; // a row of memory is of a whole minute
        past(data);
        Process server = start(data);
        try {
            await(LIVE_SCRAPES);
            int running = judge(data, "running");
            await(shown.get() + LIVE_SCRAPES);
            server.destroyForcibly().waitFor();
            int killed = judge(data, "killed");
            assertThat(running).isGreaterThanOrEqualTo(LIVE_SCRAPES / 2);
            assertThat(killed).isGreaterThanOrEqualTo(running + LIVE_SCRAPES / 2);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    /** @return how many scrapes of the write-ahead log there are */
    private int judge(Path data, String name) throws IOException {
        Path into = folder.resolve(name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] command = {
            "run",
            "--prometheus",
            data.toString(),
            "--set",
            "warehouse=" + into.resolve("warehouse"),
            "--set",
            "report.output=" + into.resolve("report")
        };
        assertThat(Culprit.run(
                        command,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        System.err,
                        Map.of("CULPRIT_HOME", DemoDay.HOME.toString()),
                        Clock.systemUTC()))
                .isZero();
        assertVerdicts(PrometheusTools.findings(into.resolve("report")));
        return assertTables(into.resolve("warehouse"));
    }

    private static void assertVerdicts(Map<String, JsonNode> findings) {
        JsonNode shop = findings.get("prometheus shop");
        assertThat(shop.path("verdict").asText()).isEqualTo("label");
        JsonNode own = shop.path("culprits").path(0);
        assertThat(own.path("labels")).extracting(JsonNode::asText).containsExactly("path");
        assertThat(own.path("metrics")).extracting(JsonNode::asText).containsExactly("http_request_seconds");
        assertTruth(own, SHOP_BYTES);
        JsonNode server = findings.get("prometheus prometheus");
        assertThat(server.path("verdict").asText()).isEqualTo("label");
        JsonNode kept = server.path("culprits").path(0);
        assertThat(kept.path("labels")).extracting(JsonNode::asText).containsExactly("path");
        assertThat(kept.path("metrics")).extracting(JsonNode::asText).containsExactly("shop:http_request_seconds");
        assertTruth(kept, SERVER_BYTES);
        assertThat(kept.path("remedy").path("snippet").asText()).contains("the scrape job of shop");
        assertThat(findings.get("prometheus cart").path("verdict").asText()).isEqualTo("steady");
    }

    private static void assertTruth(JsonNode culprit, double bytes) {
        assertThat(culprit.path("bytesPerSeries").path("low").asDouble()).isLessThan(bytes);
        assertThat(culprit.path("bytesPerSeries").path("high").asDouble()).isGreaterThan(bytes);
    }

    /** What is in no block yet is in the tables: births, and memory; on two days, where midnight is between. */
    private int assertTables(Path path) {
        Warehouse warehouse = new Warehouse(path.toString(), new Configuration());
        List<ScrapeRow> live = new ArrayList<>();
        Map<String, Instant> firstSeen = new TreeMap<>();
        List<MemoryRow> memory = new ArrayList<>();
        List<LocalDate> days = Period.dateOf(Instant.ofEpochSecond(end))
                .datesUntil(Period.dateOf(Instant.now()).plusDays(1))
                .toList();
        for (LocalDate day : days) {
            Partition partition = new Partition("prometheus", day);
            warehouse.read(Table.SCRAPES, partition).stream()
                    .filter(row -> row.container().pod().equals("shop-0")
                            && row.status().equals(ScrapeRow.OK)
                            && row.time().getEpochSecond() > end)
                    .forEach(live::add);
            warehouse.read(Table.SERIES, partition).stream()
                    .filter(row -> row.container().pod().equals("shop-0")
                            && row.metric().equals("http_request_seconds_count"))
                    .forEach(row -> firstSeen.merge(
                            String.valueOf(row.labels().get("path")),
                            row.firstSeen(),
                            (one, other) -> one.isBefore(other) ? one : other));
            warehouse.read(Table.CONTAINER_MEMORY, partition).stream()
                    .filter(row -> row.time().getEpochSecond() >= end + 60)
                    .forEach(memory::add);
        }
        assertThat(live).extracting(ScrapeRow::file).containsOnly("wal");
        assertThat(live).allSatisfy(row -> assertThat(row.restart()).isNull());
        firstSeen.values().removeIf(first -> first.getEpochSecond() <= end);
        assertThat(live.stream().mapToLong(row -> row.body().births()).sum())
                .isEqualTo((long) SERIES * firstSeen.size());
        assertThat(firstSeen).containsKey("/user/" + pastUsers).hasSizeGreaterThanOrEqualTo(live.size() / 4);
        assertThat(memory).extracting(MemoryRow::derivation).doesNotContain("process-resident");
        assertThat(memory.stream().map(row -> row.container().pod()).distinct())
                .containsExactlyInAnyOrder("prometheus-0", "shop-0", "cart-0");
        return live.size();
    }
}
