package dev.culprit.scrapes.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.FloatLabel;
import dev.culprit.model.LabelSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SeriesIdTest {
    /**
     * Tables hold these numbers: whoever changes them makes all that was written before unjoinable. Python's xxhash
     * computes the same from the encoding that {@link SeriesId} describes.
     */
    @Test
    void neverChanges() {
        assertThat(SeriesId.of("up", LabelSet.of(Map.of()))).isEqualTo(707103611194091398L);
        assertThat(SeriesId.of("istio_requests_total", LabelSet.of(Map.of("response_code", "200", "app", "Köln"))))
                .isEqualTo(-7711445021480970868L);
        assertThat(SeriesId.of("wait_bucket", LabelSet.of(Map.of("le", "1.0")))).isEqualTo(3938875905864127237L);
    }

    @Test
    void doesNotDependOnOrderOrSpelling() {
        assertThat(SeriesId.of(
                        "up", LabelSet.of(Map.of("le", "1", "a", "", "b", "y")).with(FloatLabel.LE)))
                .isEqualTo(SeriesId.of("up", LabelSet.of(Map.of("b", "y", "le", "1.0"))));
    }

    @Test
    void tellsApartWhatReadsTheSameWhenRunTogether() {
        assertThat(SeriesId.of("up", LabelSet.of(Map.of("a", "bc"))))
                .isNotEqualTo(SeriesId.of("up", LabelSet.of(Map.of("ab", "c"))))
                .isNotEqualTo(SeriesId.of("upa", LabelSet.of(Map.of("b", "c"))));
    }
}
