package dev.culprit.scrapes.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeriesRegisterTest {
    @Test
    void seriesOfAMetricKeepTheirOrder() {
        SeriesRegister register = new SeriesRegister(name -> Map.of());
        int[] series = {
            register.add(1, "up", 0, Map::of),
            register.add(2, "b_total", 1, Map::of),
            register.add(3, "up", 2, Map::of),
            register.add(4, "a", 3, Map::of)
        };
        assertThat(register.byMetric(series, 4)).containsExactly(3, 1, 0, 2);
        assertThat(register.byMetric(new int[] {2, 1, 0, 99}, 3)).containsExactly(1, 2, 0);
        assertThat(register.byMetric(series, 0)).isEmpty();
    }

    /** Ids of two bits: a good hash would collide as often if there were so few of them. */
    @Test
    void whatHasOneIdIsToldApartByItsName() {
        List<SeriesName> names = new ArrayList<>();
        SeriesRegister register = new SeriesRegister(name -> names.get(name).labels());
        Random random = new Random(3);
        Map<SeriesName, Integer> numbers = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            SeriesName name = new SeriesName("m" + random.nextInt(3), Map.of("a", "" + random.nextInt(2_000)));
            long id = name.hashCode() & 3;
            int found = register.find(id, name.metric(), name::labels);
            assertThat(found).isEqualTo(numbers.getOrDefault(name, -1));
            if (found < 0) {
                names.add(name);
                numbers.put(name, register.add(id, name.metric(), names.size() - 1, name::labels));
            }
        }
        assertThat(register.size()).isEqualTo(numbers.size());
        int[] kept = {4_000, 7, 3_000, 9};
        SeriesRegister few = register.only(kept);
        for (int series = 0; series < kept.length; series++) {
            assertThat(few.metric(series)).isEqualTo(register.metric(kept[series]));
            assertThat(few.id(series)).isEqualTo(register.id(kept[series]));
        }
    }
}
