package dev.culprit.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.report.history.FirstVerdict.Known;
import dev.culprit.report.history.RestartSchedule.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FirstVerdictTest {
    private static final Instant START = Instant.parse("2026-11-29T12:40:00Z");

    @Test
    void afterAnHourTheTimeOfTheVerdictIsNamed() {
        FirstVerdict verdict = FirstVerdict.of(List.of(life(0, 60)), minute(60), Known.BOTH);
        assertThat(verdict.expected()).isEqualTo(Instant.parse("2026-11-29T18:00:00Z"));
        assertThat(verdict.sentence())
                .isEqualTo(
                        "1 h of 5 h: the first verdict can be expected at about 18:00 UTC on 29 Nov, if the process runs on until then.");
        assertThat(verdict.brief()).isEqualTo("1 h of 5 h, verdict at about 18:00 UTC on 29 Nov");
    }

    @Test
    void ofReplicasTheOneCountsThatRunsLongest() {
        FirstVerdict verdict = FirstVerdict.of(List.of(life(0, 40), life(20, 40)), minute(40), Known.BOTH);
        assertThat(verdict.sentence()).startsWith("40 min of 5 h");
        assertThat(verdict.expected()).isEqualTo(Instant.parse("2026-11-29T18:00:00Z"));
    }

    @Test
    void whatRunsNoMoreGetsNoTime() {
        FirstVerdict verdict = FirstVerdict.of(List.of(life(0, 90)), minute(300), Known.BOTH);
        assertThat(verdict.expected()).isNull();
        assertThat(verdict.sentence()).startsWith("1.5 h of 5 h: no process of it runs any more");
        assertThat(verdict.brief()).isEmpty();
    }

    @Test
    void aHalfSaysWhichHalfIsMissing() {
        assertThat(FirstVerdict.of(List.of(life(0, 600)), minute(600), Known.MEMORY)
                        .sentence())
                .startsWith("Its memory is read, its labels are not");
        assertThat(FirstVerdict.of(List.of(life(0, 600)), minute(600), Known.SERIES)
                        .sentence())
                .startsWith("Its labels are read, its memory is not");
    }

    @Test
    void whereTimeIsNotWhatIsMissingNothingIsPromised() {
        assertThat(FirstVerdict.of(List.of(life(0, 311)), minute(311), Known.BOTH))
                .isNull();
        assertThat(FirstVerdict.of(List.of(), minute(0), Known.BOTH)).isNull();
    }

    private static Life life(int from, int to) {
        return new Life(minute(from), minute(to));
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
