package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.app.BlockEnvironments.Environment;
import dev.culprit.model.Period;
import dev.culprit.tsdb.block.BlockWriter;
import dev.culprit.tsdb.bytes.CorruptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlockEnvironmentsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private int blocks;

    private Path block(Path place, Instant time, String labels) throws IOException {
        return new BlockWriter("01M83MN7MW24S662Y3857DEG7" + blocks++)
                .meta("\"thanos\": {\"labels\": {%s}}".formatted(labels))
                .chunk(
                        Map.of("__name__", "up", "job", "j", "instance", "i"),
                        new long[] {time.toEpochMilli(), Double.doubleToRawLongBits(1)})
                .write(place);
    }

    private void mark(Path block) throws IOException {
        Files.writeString(block.resolve("deletion-mark.json"), "{\"version\": 1}");
    }

    private BlockEnvironments find() throws IOException {
        return BlockEnvironments.find(folder.toString(), new Configuration(false));
    }

    private List<String> assignments(String from, String to, boolean isFinal) {
        return PrometheusOption.assignments(
                folder.toString(),
                from.isEmpty() ? null : new Period(Instant.parse(from), Instant.parse(to)),
                isFinal,
                Clock.systemUTC(),
                () -> new Configuration(false));
    }

    @Test
    void aTenantThatIsBeingDeletedEndsNoOthers() throws IOException {
        block(folder.resolve("alive"), NOW, "");
        block(folder.resolve("other"), NOW, "");
        Path last = block(folder.resolve("dead"), NOW, "");
        mark(last);
        assertThat(find().environments()).extracting(Environment::name).containsExactly("alive", "other");
    }

    @Test
    void whereAllTenantsAreBeingDeletedOneIsNamed() throws IOException {
        for (String tenant : List.of("a", "b")) {
            mark(block(folder.resolve(tenant), NOW, ""));
        }
        assertThatThrownBy(this::find)
                .isInstanceOf(CorruptException.class)
                .hasMessageMatching("holds no tenant that can be read: [ab] holds nothing that can be read: .*"
                        + "marked for deletion");
    }

    @Test
    void tenantsWithoutDataOfThePeriodAreLeftOut() throws IOException {
        block(folder.resolve("alive"), NOW, "");
        block(folder.resolve("dissolved"), LONG_AGO, "");
        assertThat(find().environments()).hasSize(2);
        assertThat(assignments("", "", true))
                .contains("period.from=2026-11-17", "period.to=2026-11-24")
                .filteredOn(assignment -> assignment.startsWith("environments="))
                .singleElement()
                .asString()
                .contains("name = \"alive\"")
                .doesNotContain("dissolved");
    }

    @Test
    void aClusterThatWasRenamedIsLeftOutUnlessThePeriodIsItsOwn() throws IOException {
        block(folder, NOW, "\"cluster\": \"eu-2\"");
        block(folder, LONG_AGO, "\"cluster\": \"eu\"");
        assertThat(assignments("", "", true).get(2))
                .contains("cluster\" = \"eu-2\"")
                .doesNotContain("\"eu\"");
        assertThat(assignments("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", true)
                        .get(2))
                .contains("\"eu\"")
                .doesNotContain("eu-2");
        assertThat(assignments("", "", false).get(2)).contains("\"eu\"", "\"eu-2\"");
        assertThat(assignments("2025-03-01T00:00:00Z", "2025-03-02T00:00:00Z", true)
                        .get(2))
                .contains("\"eu\"", "\"eu-2\"");
    }
}
