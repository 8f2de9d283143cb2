package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.births.Candidates.Candidate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CandidatesTest {
    @Test
    void birthsThatGoOnMakeACandidate() {
        Candidate candidate = found(new Ledger().each(2, 30, 2, "host")).get(0);
        assertThat(candidate.group().labels()).containsExactly("host");
        assertThat(candidate.births()).isEqualTo(56);
        assertThat(candidate.values()).isEqualTo(56);
        assertThat(candidate.hours()).isEqualTo(29);
        assertThat(candidate.birthsPerHour()).isCloseTo(56 / 29.0, within(1e-12));
        // Hours 21 to 29.
        assertThat(candidate.lateShare()).isCloseTo(18 / 56.0, within(1e-12));
    }

    @Test
    void seriesThatStayLiveToTheLastScrape() {
        // One to 28 hours, as many of each.
        assertThat(found(new Ledger().each(2, 30, 2, "host")).get(0).hoursOfLife())
                .isCloseTo(14.5, within(1e-9));
    }

    @Test
    void seriesThatExpireLiveAsLongAsTheyAreSeen() {
        Ledger ledger = new Ledger();
        for (int hour = 2; hour < 30; hour++) {
            ledger.seen(hour, Math.min(30, hour + 3), "m", Map.of("host", "h" + hour));
        }
        // The last two are three hours old after the last scrape.
        assertThat(found(ledger).get(0).hoursOfLife()).isCloseTo((26 * 3 + 2 + 1) / 28.0, within(1e-9));
    }

    @Test
    void hoursOfLifeAreOfTheGroupsOwnSeries() {
        Ledger ledger = new Ledger().each(2, 30, 2, "host");
        for (int hour = 3; hour < 28; hour += 2) {
            ledger.seen(hour, hour + 1, "m", Map.of("path", "p" + hour));
        }
        assertThat(found(ledger).get(0).hoursOfLife()).isCloseTo(14.5, within(1e-9));
    }

    @Test
    void fewerThanADozenValuesMakeNone() {
        assertThat(found(new Ledger().each(10, 21, 1, "host"))).isEmpty();
        assertThat(found(new Ledger().each(10, 22, 1, "host"))).hasSize(1);
    }

    @Test
    void aListThatIsSoonCompleteMakesNone() {
        assertThat(found(new Ledger().each(2, 9, 4, "path"))).isEmpty();
    }

    @Test
    void birthsThatCameUndiminishedUntilTheyWereStoppedMakeOne() {
        assertThat(found(new Ledger().each(2, 18, 2, "host"))).hasSize(1);
    }

    @Test
    void aRollOutMakesNone() {
        assertThat(found(new Ledger().each(25, 26, 40, "version").each(26, 28, 1, "version")))
                .isEmpty();
    }

    @Test
    void ofManyTheFiveBiggestRemain() {
        Ledger ledger = new Ledger();
        for (int label = 1; label <= 7; label++) {
            for (int hour = 2; hour < 30; hour++) {
                // Each rests in other hours, or they were one group.
                ledger.each(hour, hour + 1, hour % 7 == label - 1 ? 0 : 3 * label, "label" + label);
            }
        }
        assertThat(found(ledger))
                .extracting(candidate -> candidate.group().labels().get(0))
                .containsExactly("label7", "label6", "label5", "label4", "label3");
    }

    @Test
    void aValueThatManySeriesHaveIsOneValue() {
        Ledger ledger = new Ledger();
        for (int code = 0; code < 3; code++) {
            ledger.seen(0, "m", Map.of("host", "old", "code", "" + code));
        }
        for (int hour = 2; hour < 30; hour++) {
            for (int code = 0; code < 3; code++) {
                ledger.seen(hour, "m", Map.of("host", "h" + hour, "code", "" + code));
                ledger.seen(hour, "n", Map.of("host", "h" + hour, "code", "" + code));
            }
        }
        Candidate candidate = found(ledger).get(0);
        assertThat(candidate.births()).isEqualTo(28 * 6);
        assertThat(candidate.values()).isEqualTo(28);
    }

    @Test
    void familiesAreToldByTheirBirthsTheHeaviestFirst() {
        ProcessBirths births = new Ledger()
                .each(2, 30, 1, "host")
                .seen(3, "z", Map.of("host", "x"))
                .seen(4, "z", Map.of("host", "y"))
                .seen(4, "a", Map.of("host", "z"))
                .births();
        Candidates candidates = Candidates.of(List.of(births));
        assertThat(Candidates.families(
                        List.of(births), candidates.found().get(0).group(), candidates.groups()))
                .containsExactly("m", "z", "a");
    }

    @Test
    void elsewhereBirthsCountForAnyOfTheLabels() {
        ProcessBirths births = new Ledger()
                .each(2, 12, 1, "host", "host_name")
                .each(2, 12, 1, "path")
                .births();
        assertThat(Candidates.birthsOf(List.of(births), List.of("host_name"))).isEqualTo(10);
        assertThat(Candidates.birthsOf(List.of(births), List.of("host", "path")))
                .isEqualTo(20);
        assertThat(Candidates.birthsOf(List.of(births), List.of("zone"))).isZero();
    }

    private static List<Candidate> found(Ledger ledger) {
        return Candidates.of(List.of(ledger.births())).found();
    }
}
