package dev.culprit.tsdb.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.tsdb.series.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ExposedLabelsTest {
    private static final List<String> NAMES =
            List.of("Upper", "exported_job", "exported_pod", "instance", "job", "le", "path", "pod", "zone");
    private static final Labels ENDPOINT = Labels.of(new TreeMap<>(Map.of("instance", "i", "job", "j", "pod", "p")));

    @Test
    void whatTheSeriesBeforeWasDoesNotMatter() {
        Random random = new Random(16);
        ExposedLabels exposed = new ExposedLabels(ENDPOINT);
        int renamed = 0;
        for (int trial = 0; trial < 5000; trial++) {
            List<String> order = new ArrayList<>(NAMES.subList(0, random.nextInt(5) == 0 ? 9 : 7));
            order.add("__name__");
            if (random.nextInt(20) == 0) {
                Collections.shuffle(order, random);
            } else {
                Collections.sort(order);
            }
            List<String> pairs = new ArrayList<>();
            for (String name : order) {
                if (random.nextInt(8) > 0) {
                    pairs.add(name);
                    String scrapers = ENDPOINT.get(name);
                    pairs.add(scrapers != null && random.nextInt(9) > 0 ? scrapers : "v" + random.nextInt(3));
                }
            }
            Labels series = Labels.ofPairs(pairs.toArray(new String[0]));
            Map<String, String> shown = shown(series);
            assertThat(exposed.of(series).labels()).as(series.toString()).isEqualTo(shown);
            assertThat(List.copyOf(exposed.of(series).labels().keySet())).isSorted();
            assertThat(Endpoints.exposed(series, ENDPOINT).labels()).isEqualTo(shown);
            renamed += shown.containsKey("job") ? 1 : 0;
        }
        assertThat(renamed).isPositive();
    }

    private static Map<String, String> shown(Labels series) {
        Map<String, String> shown = new HashMap<>();
        for (int i = 0; i < series.size(); i++) {
            if (!series.name(i).equals("__name__") && !series.value(i).equals(ENDPOINT.get(series.name(i)))) {
                shown.put(series.name(i), series.value(i));
            }
        }
        for (int i = 0; i < ENDPOINT.size(); i++) {
            String name = ENDPOINT.name(i);
            if (shown.containsKey("exported_" + name) && !shown.containsKey(name)) {
                shown.put(name, shown.remove("exported_" + name));
            }
        }
        return shown;
    }
}
