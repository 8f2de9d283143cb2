package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.births.LabelGroups.Group;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelGroupsTest {
    @Test
    void labelsThatAlwaysComeTogetherAreOneGroup() {
        assertThat(groups(new Ledger().each(2, 12, 1, "host", "host_name")))
                .containsExactly(new Group(List.of("host", "host_name"), 10));
    }

    @Test
    void threeInFourBirthsTogetherMakeAGroup() {
        assertThat(groups(new Ledger().each(2, 11, 1, "host", "host_name").each(11, 14, 1, "host")))
                .extracting(Group::labels)
                .containsExactly(List.of("host", "host_name"));
    }

    @Test
    void labelsThatSharedHalfOfTheirBirthsAreTwoGroups() {
        assertThat(groups(new Ledger()
                        .each(2, 12, 1, "host", "path")
                        .each(12, 22, 1, "host")
                        .each(22, 30, 1, "path")))
                .extracting(Group::labels)
                .containsExactly(List.of("host"), List.of("path"));
    }

    @Test
    void aLabelThatComesOnlyWithAnotherIsFoldedAway() {
        assertThat(groups(new Ledger().each(2, 22, 1, "host").each(22, 26, 1, "host", "tenant")))
                .extracting(Group::labels)
                .containsExactly(List.of("host"));
    }

    @Test
    void theGroupWithMostBirthsComesFirst() {
        assertThat(groups(new Ledger().each(2, 4, 1, "a").each(2, 12, 1, "b").each(2, 4, 1, "c")))
                .extracting(Group::labels)
                .containsExactly(List.of("b"), List.of("a"), List.of("c"));
    }

    @Test
    void ofTwoGroupsABirthIsCreditedToTheBigger() {
        LabelGroups groups = LabelGroups.of(List.of(
                new Ledger().each(2, 12, 2, "big").each(2, 12, 1, "small").births()));
        Group big = groups.groups().get(0);
        Group small = groups.groups().get(1);
        assertThat(groups.credits(big, List.of("big", "small"))).isTrue();
        assertThat(groups.credits(small, List.of("big", "small"))).isFalse();
        assertThat(groups.credits(small, List.of("small"))).isTrue();
        assertThat(groups.credits(small, List.of("unknown"))).isFalse();
    }

    @Test
    void processesAddUp() {
        ProcessBirths one = new Ledger().each(2, 12, 1, "host").births();
        assertThat(LabelGroups.of(List.of(one, one)).groups()).containsExactly(new Group(List.of("host"), 20));
    }

    private static List<Group> groups(Ledger ledger) {
        return LabelGroups.of(List.of(ledger.births())).groups();
    }
}
