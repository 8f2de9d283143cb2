package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.FloatLabel;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.FloatLabels;
import dev.culprit.scrapes.lifetime.SeriesId;
import dev.culprit.scrapes.text.SeriesSyntax.Name;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Computed from the bytes or by way of strings, a series has one identity. */
final class SeriesIdentityTest {
    private static final String[] NAMES = {"a", "le", "quantile", "__type__", "host", "z_z9", "b", "__name__", "ü"};
    private static final String[] VALUES = {
        "",
        "1",
        "1.0",
        "+Inf",
        "1e6",
        "1d",
        "00123",
        "0.005",
        "x",
        "a longer value than a word",
        "}",
        "{",
        "a,b=c",
        "q\\\"",
        "é",
        "# {"
    };
    private static final String[] SEPARATORS = {",", ",", ",", ",", ", ", "", " "};

    private static final Map<String, FloatLabel> TYPES =
            Map.of("metric_0", FloatLabel.LE, "metric_1", FloatLabel.QUANTILE);

    private static FloatLabels floats() {
        FloatLabels floats = new FloatLabels();
        floats.declare("metric_0", "histogram");
        floats.declare("metric_1", "summary");
        floats.declare("metric_2", "counter");
        return floats;
    }

    private static String spelling(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "" : "metric_" + random.nextInt(3));
        if (random.nextInt(8) == 0) {
            return text.toString();
        }
        text.append('{');
        int labels = random.nextInt(5);
        for (int i = 0; i < labels; i++) {
            text.append(i == 0 ? "" : SEPARATORS[random.nextInt(SEPARATORS.length)])
                    .append(NAMES[random.nextInt(NAMES.length)])
                    .append("=\"")
                    .append(VALUES[random.nextInt(VALUES.length)])
                    .append('"');
        }
        return text.append(random.nextInt(9) == 0 ? ",}" : "}").toString();
    }

    private static Long expected(byte[] spelling) {
        try {
            Name name = SeriesSyntax.parse(spelling);
            return SeriesId.of(name.metric(), name.labels().with(TYPES.getOrDefault(name.metric(), FloatLabel.NONE)));
        } catch (MalformedLineException bad) {
            return null;
        }
    }

    @Test
    void labelsThatTellTheTargetAreLeftOut() {
        SeriesIdentity identity = new SeriesIdentity(ScanLimits.DEFAULT, floats());
        byte[] spelling =
                "metric_0_bucket{pod=\"p\",le=\"5\",empty=\"\",code=\"200\"}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> labels = identity.labels(spelling, Set.of("pod", "node"));
        assertThat(labels).containsExactly(Map.entry("code", "200"), Map.entry("le", "5.0"));
        assertThat(identity.labels(spelling, Set.of())).hasSize(3).containsEntry("pod", "p");
    }

    @Test
    void bytesAndStringsAgree() throws MalformedLineException {
        Random random = new Random(17);
        SeriesIdentity identity = new SeriesIdentity(ScanLimits.DEFAULT, floats());
        int plain = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] spelling = spelling(random).getBytes(StandardCharsets.UTF_8);
            if (spelling.length == 0) {
                continue;
            }
            // Some in the midst of other bytes, some asked about twice, as the scanner does.
            int from = random.nextInt(3);
            byte[] bytes = new byte[from + spelling.length + random.nextInt(20)];
            System.arraycopy(spelling, 0, bytes, from, spelling.length);
            if (random.nextBoolean() && identity.isPlain(bytes, from, from + spelling.length)) {
                plain++;
                if (random.nextInt(4) == 0) {
                    continue;
                }
            }
            Map<String, String> labels = identity.labels(spelling, Set.of());
            if (labels != null) {
                Name name = SeriesSyntax.parse(spelling);
                assertThat(labels)
                        .isEqualTo(name.labels()
                                .with(TYPES.getOrDefault(name.metric(), FloatLabel.NONE))
                                .labels());
            }
            Long found;
            try {
                found = identity.of(bytes, from, from + spelling.length);
            } catch (MalformedLineException bad) {
                found = null;
            }
            assertThat(found).as(new String(spelling, StandardCharsets.UTF_8)).isEqualTo(expected(spelling));
        }
        assertThat(plain).isGreaterThan(5_000);
    }

    @Test
    void moreThanTheLimitsAllowIsRefusedByName() {
        SeriesIdentity identity = new SeriesIdentity(new ScanLimits(1 << 20, 2, 16, 1 << 20, 100, 1_000), floats());
        assertThatThrownBy(() -> of(identity, "a{b=\"1\",c=\"2\",d=\"3\"}"))
                .hasMessage("3 labels, more than limits.labels = 2");
        assertThatThrownBy(() -> of(identity, "a{b=\"1\", c=\"2\", d=\"3\"}"))
                .hasMessage("3 labels, more than limits.labels = 2");
        assertThatThrownBy(() -> of(identity, "a{b=\"12345678901234567\"}"))
                .hasMessage("label value of 17 bytes, more than limits.label-bytes = 16");
        assertThatThrownBy(() -> of(identity, "a{b=\"1234567890123456\\n\"}"))
                .hasMessage("label value of 17 bytes, more than limits.label-bytes = 16");
    }

    private static void of(SeriesIdentity identity, String spelling) throws MalformedLineException {
        byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
        identity.of(bytes, 0, bytes.length);
    }
}
