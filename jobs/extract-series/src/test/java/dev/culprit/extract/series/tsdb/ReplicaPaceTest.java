package dev.culprit.extract.series.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.samples.CollectedRows;
import dev.culprit.model.Period;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container with two ports, read every 30 seconds by two servers, each at moments of its own. */
final class ReplicaPaceTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-17T00:00:00Z");
    private static final int INTERVAL = 30;
    private static final int SCRAPES = 40;
    private static final int BORN = 20 * INTERVAL;

    @TempDir
    private Path folder;

    /** When in an interval a server comes to each port, in seconds. */
    private record Server(String name, String ulid, int first, int second) {}

    private static final Server A = new Server("a", "01JWS713P2E4MQW7T643GYGD6A", 0, 12);
    private static final Server B = new Server("b", "01JWS713P2E4MQW7T643GYGD6B", 5, 20);

    private static Map<String, String> labels(String metric, int port) {
        Map<String, String> labels = new HashMap<>();
        labels.put("__name__", metric);
        labels.put("job", "pods");
        labels.put("instance", "10.0.0.1:" + port);
        labels.put("namespace", "web");
        labels.put("pod", "a-1");
        labels.put("container", "istio-proxy");
        return labels;
    }

    private static long at(long seconds) {
        return MIDNIGHT.plusSeconds(seconds).toEpochMilli();
    }

    /** At a second of each interval, the value that the second has. */
    private static long[][] samples(int phase, int from, LongPredicate isOne) {
        return LongStream.range(0, SCRAPES)
                .map(scrape -> scrape * INTERVAL + phase)
                .filter(second -> second >= from)
                .mapToObj(second -> new long[] {at(second), Double.doubleToRawLongBits(isOne.test(second) ? 1 : 0)})
                .toArray(long[][]::new);
    }

    private BlockWriter block(Server server) {
        return new BlockWriter(server.ulid())
                .meta("\"thanos\": {\"labels\": {\"prometheus_replica\": \"%s\"}}".formatted(server.name()));
    }

    /** @param isReached when the server reaches both ports */
    private void write(Server server, LongPredicate isReached) throws IOException {
        BlockWriter writer = block(server);
        for (int port : List.of(15020, 15090)) {
            int phase = port == 15020 ? server.first() : server.second();
            writer.chunk(labels("up", port), samples(phase, 0, isReached));
            for (int from : List.of(0, BORN)) {
                long[][] shown = Arrays.stream(samples(phase, from, second -> true))
                        .filter(sample -> isReached.test((sample[0] - at(0)) / 1000))
                        .toArray(long[][]::new);
                writer.chunk(labels("port_" + port + (from == 0 ? "_old" : "_born"), port), shown);
            }
        }
        writer.write(folder);
    }

    private CollectedRows read() {
        CollectedRows rows = new CollectedRows();
        new TsdbSource("prod", folder.toString(), SubjectLabels.DEFAULT)
                .list(new Configuration(false))
                .days(new Period(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1))))
                .values()
                .forEach(targets -> targets.forEach(target -> target.read(rows, new Configuration(false))));
        return rows;
    }

    /** {@code metric first-last scrapes}, times in intervals from midnight. */
    private static List<String> told(CollectedRows rows) {
        return rows.series.stream()
                .map(row -> "%s %d-%d %d"
                        .formatted(
                                row.metric(),
                                Duration.between(MIDNIGHT, row.firstSeen()).toSeconds() / INTERVAL,
                                Duration.between(MIDNIGHT, row.lastSeen()).toSeconds() / INTERVAL,
                                row.scrapes()))
                .sorted()
                .toList();
    }

    /** @param born the scrape that shows the first port's new series; the second port's are seen at the one behind theirs */
    private static void assertSteady(CollectedRows rows, int born) {
        assertThat(told(rows))
                .containsExactly(
                        "port_15020_born %d-39 %d".formatted(born, SCRAPES - born),
                        "port_15020_old 0-39 40",
                        "port_15090_born 21-39 19",
                        "port_15090_old 1-39 39");
        assertThat(rows.scrapes).extracting(ScrapeRow::restart).containsOnlyNulls();
        assertThat(rows.scrapes).hasSize(SCRAPES);
        assertThat(rows.scrapes.stream()
                        .skip(2)
                        .mapToLong(row -> row.body().births())
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void serversWithPacesOfTheirOwnCountOnce() throws IOException {
        write(A, second -> true);
        write(B, second -> true);
        assertSteady(read(), 20);
    }

    @Test
    void whatOneServerCannotReachAnotherShows() throws IOException {
        write(A, second -> second < 5 * INTERVAL || second > 35 * INTERVAL);
        write(B, second -> true);
        CollectedRows rows = read();
        assertSteady(rows, 21);
        assertThat(rows.scrapes).extracting(ScrapeRow::status).doesNotContain(ScrapeRow.REJECTED);
    }

    /** Receivers store each scrape several times, at its own moment; one of them lost some, and scrapes come a little early and late. */
    @Test
    void whatOneOfTwoCopiesLostTheOtherHas() throws IOException {
        for (Server server : List.of(A, B)) {
            long[][] ups = LongStream.range(0, SCRAPES)
                    .filter(scrape -> server.equals(B) || scrape % 7 != 3)
                    .filter(scrape -> server.equals(A) || scrape % 5 != 2)
                    .mapToObj(scrape ->
                            new long[] {at(scrape * INTERVAL) + (scrape % 3) * 40, Double.doubleToRawLongBits(1)})
                    .toArray(long[][]::new);
            block(server)
                    .chunk(labels("up", 15020), ups)
                    .chunk(labels("steady", 15020), ups)
                    .write(folder);
        }
        // Number 17 is in neither.
        assertThat(told(read())).containsExactly("steady 0-39 39");
    }

    /** Blocks end at midnight, and what was shown before is not born behind it. */
    @Test
    void whatAnotherHasShownBeforeMidnightIsNotNew() throws IOException {
        Server last = new Server("a", "01JWS713P2E4MQW7T643GYGDA", 20, 25);
        Server sees = new Server("b", "01JWS713P2E4MQW7T643GYGDB", 5, 8);
        for (Server server : List.of(last, sees)) {
            for (boolean isBefore : List.of(true, false)) {
                BlockWriter writer = new BlockWriter(server.ulid() + (isBefore ? 0 : 1))
                        .meta("\"thanos\": {\"labels\": {\"prometheus_replica\": \"%s\"}}".formatted(server.name()));
                for (int port : List.of(15020, 15090)) {
                    long[][] ups = LongStream.range(-20, 20)
                            .map(scrape -> scrape * INTERVAL + (port == 15020 ? server.first() : server.second()))
                            .filter(second -> isBefore == second < 0)
                            .mapToObj(second ->
                                    new long[] {at(second), Double.doubleToRawLongBits(server.equals(sees) ? 1 : 0)})
                            .toArray(long[][]::new);
                    writer.chunk(labels("up", port), ups);
                    if (server.equals(sees)) {
                        writer.chunk(labels("port_" + port, port), ups);
                    }
                }
                writer.write(folder);
            }
        }
        CollectedRows rows = read();
        assertThat(told(rows)).hasSize(2);
        assertThat(rows.scrapes)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.body().births()).isZero());
    }

    /** The other server saw the process before for the last time half an interval before the new one is seen. */
    @Test
    void whatAnotherSawBeforeTheRestartIsNotOfTheNewProcess() throws IOException {
        int restart = 20 * INTERVAL - 10;
        for (Server server : List.of(A, B)) {
            long[][] all = samples(server.first(), 0, second -> true);
            long[][] starts = Arrays.stream(all)
                    .map(sample -> new long[] {
                        sample[0], Double.doubleToRawLongBits(at(sample[0] < at(restart) ? -5000 : restart) / 1000.0)
                    })
                    .toArray(long[][]::new);
            block(server)
                    .chunk(labels("up", 15020), all)
                    .chunk(labels("process_start_time_seconds", 15020), starts)
                    .chunk(labels("of_both", 15020), all)
                    .chunk(
                            labels("of_the_old", 15020),
                            Arrays.stream(all)
                                    .filter(sample -> sample[0] < at(restart))
                                    .toArray(long[][]::new))
                    .write(folder);
        }
        assertThat(told(read()))
                .contains("of_both 0-19 20", "of_both 20-39 20", "of_the_old 0-19 20")
                .hasSize(5);
    }

    @Test
    void oneServerThatIsDownLeavesNoGap() throws IOException {
        BlockWriter writer = block(B);
        writer.chunk(labels("up", 15020), samples(5, 0, second -> true));
        writer.chunk(labels("steady", 15020), samples(5, 0, second -> true));
        writer.write(folder);
        long[][] ups = Arrays.stream(samples(0, 0, second -> true))
                .filter(sample -> sample[0] < at(10 * INTERVAL) || sample[0] > at(15 * INTERVAL))
                .toArray(long[][]::new);
        block(A).chunk(labels("up", 15020), ups)
                .chunk(labels("steady", 15020), ups)
                .write(folder);
        CollectedRows rows = read();
        assertThat(told(rows)).containsExactly("steady 0-39 40");
        assertThat(rows.scrapes).hasSize(SCRAPES);
    }
}
