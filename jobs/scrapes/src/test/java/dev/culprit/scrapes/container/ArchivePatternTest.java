package dev.culprit.scrapes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.ConfigurationException;
import dev.culprit.scrapes.container.ArchivePattern.Place;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchivePatternTest {
    private static final String HIVE = "namespace={namespace}/pod={pod}/container={container}/{time}.prom.gz";
    private static final Set<String> CONSTANTS = Set.of("namespace", "container");

    @Test
    void takesAPathApart() {
        assertThat(ArchivePattern.parse(HIVE, Set.of())
                        .match("namespace=web/pod=shop-1/container=istio-proxy/2026-11-16T20-00-14Z.prom.gz"))
                .contains(new Place("web", null, "shop-1", "istio-proxy", Instant.parse("2026-11-16T20:00:14Z")));
        assertThat(ArchivePattern.parse("{*}/{workload}/{pod}_{time}.{*}", CONSTANTS)
                        .match("a/shop/shop-1_1795418611.txt"))
                .contains(new Place(null, "shop", "shop-1", null, Instant.ofEpochSecond(1795418611)));
    }

    @ParameterizedTest
    @CsvSource({
        "a.tar.gz/p/1795418611.prom, {*}/{pod}/{time}.prom",
        "./a.tar.gz/p/1795418611.prom, {*}/{*}/{pod}/{time}.prom",
        "p/1795418611.prom.gz, {pod}/{time}.prom.gz",
        "p/1795418611, {pod}/{time}",
        "a.tar/p/1795418611.txt, {*}/{pod}/{time}.txt",
    })
    void thePatternThatWasMeantHasMoreFoldersOrAnotherEnding(String path, String meant) {
        assertThat(ArchivePattern.parse("{pod}/{time}.prom", CONSTANTS).near(path))
                .map(ArchivePattern::toString)
                .contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "p/now.prom", "1795418611.prom", "p/1795418611.{x}", "", "/"})
    void nothingNearMatchesWhatIsNoScrape(String path) {
        assertThat(ArchivePattern.parse("{pod}/{time}.prom", CONSTANTS).near(path))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-16T20:00:14Z, 2026-11-16T20:00:14Z",
        "2026-11-16T20-00-14Z, 2026-11-16T20:00:14Z",
        "2026-11-16t20-00-14.123456z, 2026-11-16T20:00:14.123456Z",
        "2026-11-16T20:00:14+01:30, 2026-11-16T18:30:14Z",
        "2026-11-16T20-00-14-0500, 2026-11-17T01:00:14Z",
        "20261116T200014Z, 2026-11-16T20:00:14Z",
        "20261116T200014.5+0100, 2026-11-16T19:00:14.5Z",
        "1795418611, 2026-11-23T07:23:31Z",
        "1795418611111, 2026-11-23T07:23:31.111Z",
    })
    void readsTimes(String text, Instant time) {
        assertThat(ArchivePattern.parse("{pod}/{time}.prom", CONSTANTS).match("p/" + text + ".prom"))
                .map(Place::time)
                .contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p/2026-13-16T20:00:14Z.prom",
                "p/2026-11-16T25:00:14Z.prom",
                "p/2026-11-16.prom",
                "p/17954186.prom",
                "p/1795418611Zprom",
                "/1795418611.prom",
                "a/p/1795418611.prom",
                "p/1795418611.prom.gz",
                "p/now.prom",
                ""
            })
    void doesNotMatch(String path) {
        assertThat(ArchivePattern.parse("{pod}/{time}.prom", CONSTANTS).match(path))
                .isEmpty();
    }

    @Test
    void takesEverythingOutsideOfBracesLiterally() {
        ArchivePattern pattern = ArchivePattern.parse("a.b*\\E[c]/{pod}/{time}", CONSTANTS);
        assertThat(pattern.match("a.b*\\E[c]/p/1795418611")).isPresent();
        assertThat(pattern.match("aXb*\\E[c]/p/1795418611")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{pod}/{host}/{time}      | unknown part {host}",
                "{pod}/{}/{time}          | unknown part {}",
                "{pod}/{pod}/{time}       | part {pod} twice",
                "{time}.prom              | no part {pod}, nor scrapes.target-labels.pod",
                "{pod}.prom               | no part {time}; with scrapes.time = modified it is the time at which the"
                        + " file was modified",
                "{pod}/{time              | a brace that is not a part's",
                "}{pod}/{time}            | a brace that is not a part's",
            })
    void refuses(String pattern, String fault) {
        assertThatThrownBy(() -> ArchivePattern.parse(pattern, CONSTANTS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("scrapes.pattern \"%s\": %s; the parts are ".formatted(pattern, fault)
                        + "{namespace} {workload} {pod} {container} {time} {*}");
    }

    @Test
    void podAndTimeMayComeFromElsewhere() {
        ArchivePattern pattern = ArchivePattern.parse("{*}/metrics", Set.of("namespace", "pod", "container", "time"));
        assertThat(pattern.match("a/metrics")).contains(new ArchivePattern.Place(null, null, null, null, null));
        assertThat(pattern.match("a/b/metrics")).isEmpty();
    }

    /** In a tar, a name may be a megabyte of what separates parts. */
    @Test
    void namesThatNoFileHasAreNoPlace() {
        ArchivePattern pattern = ArchivePattern.parse("x/{namespace}-{pod}-{container}-{*}-{time}.prom", Set.of());
        String time = "-20261116T200014Z.prom";
        assertThat(pattern.match("x/a-b-c-d" + time)).isPresent();
        assertThat(pattern.match("x/" + "a-".repeat(100) + "a" + time)).isPresent();
        assertThat(pattern.match("x/" + "a-".repeat(200_000) + "a" + time + "."))
                .isEmpty();
        assertThat(pattern.match("x/".repeat(3_000) + "a-b-c-d" + time)).isEmpty();
    }

    @Test
    void asksForNamespaceAndContainerUnlessTheyAreGiven() {
        assertThatThrownBy(() -> ArchivePattern.parse("{pod}/{time}", Set.of("container")))
                .hasMessageContaining("no part {namespace}");
        assertThatThrownBy(() -> ArchivePattern.parse("{pod}/{time}", Set.of("namespace")))
                .hasMessageContaining("no part {container}");
    }
}
