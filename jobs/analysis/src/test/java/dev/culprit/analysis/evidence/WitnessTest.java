package dev.culprit.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a process holds besides series, in lifetimes of a day of which the first hour and the edges do not count. */
final class WitnessTest {
    private static final Group HOST = new Group(List.of("host"), 100);
    /** From the middle of the first edge to that of the last. */
    private static final double HOURS = 20;

    @Test
    void goroutinesThatRiseTakeWhatOneTakes() {
        Witness things = things(pod().holding("go_goroutines", (life, hour) -> 50 + 100 * hour))
                .orElseThrow();
        assertThat(things.metric()).isEqualTo("go_goroutines");
        assertThat(things.measured()).isFalse();
        assertThat(things.rise()).isCloseTo(100 * HOURS, within(0.05 * 100 * HOURS));
        assertThat(things.bytes()).isCloseTo(things.rise() * 16_384, within(1.0));
    }

    @Test
    void whatStandsOrFallsIsNoWitness() {
        assertThat(things(pod().holding("go_goroutines", (life, hour) -> 50))).isEmpty();
        assertThat(things(pod().holding("go_goroutines", (life, hour) -> 500 - 10 * hour)))
                .isEmpty();
        assertThat(things(pod())).isEmpty();
    }

    @Test
    void aPoolThatFillsAndThenStandsIsNoWitness() {
        assertThat(things(pod().holding("process_threads", (life, hour) -> Math.min(200, 50 * hour))))
                .isEmpty();
    }

    /** A weekend comes: what slows down as memory does goes on with it. */
    @Test
    void whatSlowsDownWithMemoryIsNoPoolThatFills() {
        Pod.Path slowing = (life, hour) -> 100 * Math.min(hour, 13 + 0.12 * (hour - 13));
        assertThat(things(pod().holding("go_goroutines", slowing))).isEmpty();
        Pod pod =
                pod().using((life, hour) -> 30e6 + 2e4 * slowing.at(life, hour)).holding("go_goroutines", slowing);
        assertThat(things(pod)).isPresent();
    }

    @Test
    void aGaugeOfAnotherKindIsNoThing() {
        assertThat(things(pod().holding("queue_length", (life, hour) -> 100 * hour)))
                .isEmpty();
    }

    @Test
    void ofSeveralTheHeaviestSpeaks() {
        Witness things = things(pod().holding("process_open_fds", (life, hour) -> 30 * hour)
                        .holding("go_goroutines", (life, hour) -> 20 * hour)
                        .holding("go_threads", (life, hour) -> 10 * hour))
                .orElseThrow();
        // Ten threads of 64 kB are more than thirty files or twenty goroutines of 16 kB.
        assertThat(things.metric()).isEqualTo("go_threads");
    }

    @Test
    void theTypicalLifetimeCounts() {
        // One of three lifetimes has a burst.
        assertThat(things(pod().holding("go_goroutines", (life, hour) -> life == 1 ? 1e4 * hour : 10)))
                .isEmpty();
    }

    @Test
    void everyReplicaHasItsOwnGauge() {
        Pod[] pods = {
            pod("shop-0").holding("go_goroutines", (life, hour) -> 10 * hour),
            pod("shop-1").holding("go_goroutines", (life, hour) -> 30 * hour)
        };
        Witness things = Witness.ofThings(Pod.panel(pods), Pod.replicas(pods)).orElseThrow();
        assertThat(things.rise()).isCloseTo(20 * HOURS, within(0.05 * 20 * HOURS));
    }

    @Test
    void replicasThatAreNotJudgedAreNotAsked() {
        Pod judged = pod("shop-0").holding("go_goroutines", (life, hour) -> 10);
        Pod other = pod("shop-1").holding("go_goroutines", (life, hour) -> 100 * hour);
        assertThat(Witness.ofThings(Pod.panel(judged), Pod.replicas(judged, other)))
                .isEmpty();
        assertThat(Witness.ofThings(Pod.panel(other), Pod.replicas(judged, other)))
                .isPresent();
    }

    @Test
    void objectsOfTheLabelAreMeasuredInBytes() {
        Witness objects = objects(pod().using((life, hour) -> 30e6 + 4e5 * hour)
                        .holding("cache_bytes", (life, hour) -> 3e6 + 4e5 * hour, "host"))
                .orElseThrow();
        assertThat(objects.measured()).isTrue();
        assertThat(objects.bytes()).isEqualTo(objects.rise()).isCloseTo(4e5 * HOURS, within(0.05 * 4e5 * HOURS));
    }

    /** What is left to restore, or a file's size, is told in bytes as well. */
    @Test
    void whatWeighsFarMoreThanMemoryGrowsByIsNotInIt() {
        Pod.Path growing = (life, hour) -> 30e6 + 4e5 * hour;
        Pod.Path remaining = (life, hour) -> 1e12 + 1e9 * hour;
        assertThat(objects(pod().using(growing).holding("restore_remaining_bytes", remaining, "host")))
                .isEmpty();
        Witness objects = objects(pod().using(growing)
                        .holding("restore_remaining_bytes", remaining, "host")
                        .holding("cache_bytes", (life, hour) -> 3e6 + 3e5 * hour, "host"))
                .orElseThrow();
        assertThat(objects.metric()).isEqualTo("cache_bytes");
    }

    @Test
    void objectsOfAnotherLabelOrNotInBytesTellNothingOfThisOne() {
        assertThat(objects(pod().holding("cache_bytes", (life, hour) -> 4e5 * hour, "tenant")))
                .isEmpty();
        assertThat(objects(pod().holding("cache_bytes", (life, hour) -> 4e5 * hour)))
                .isEmpty();
        assertThat(objects(pod().holding("sessions", (life, hour) -> 4e5 * hour, "host")))
                .isEmpty();
    }

    @Test
    void labelsThatNearlyAnyGaugeHasTellNoKinship() {
        Pod pod = pod().holding("cache_bytes", (life, hour) -> 4e5 * hour, "instance");
        assertThat(Witness.ofObjects(
                        Pod.panel(pod),
                        Pod.replicas(pod),
                        new Group(List.of("instance"), 100),
                        MemoryGrowth.of(Pod.panel(pod))))
                .isEmpty();
    }

    @Test
    void theShareIsOfTheContainersGrowth() {
        MemoryGrowth growth = Incidents.growing(1);
        assertThat(new Witness("go_goroutines", false, 100, 0.5 * growth.rise().bytes()).share(growth))
                .isCloseTo(0.5, within(1e-9));
    }

    private static Optional<Witness> things(Pod pod) {
        return Witness.ofThings(Pod.panel(pod), Pod.replicas(pod));
    }

    private static Optional<Witness> objects(Pod pod) {
        Panel panel = Pod.panel(pod);
        return Witness.ofObjects(panel, Pod.replicas(pod), HOST, MemoryGrowth.of(panel));
    }

    private static Pod pod() {
        return pod("shop-0");
    }

    private static Pod pod(String name) {
        return new Pod(name, 3, 24).using((life, hour) -> 30e6 + 1e6 * hour);
    }
}
