package dev.culprit.analysis.discovery;

import dev.culprit.analysis.Incident;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Observations;
import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import java.util.List;

/** Small workloads of their own names, in namespaces of their own. */
final class Fleets {
    private static final int DAYS = 3;
    /** Of a label that costs its container some ten megabytes a day. */
    private static final double COSTLY = 2000;

    private Fleets() {}

    static Period period() {
        return new Incident(1, DAYS).period();
    }

    /** A label takes new values and each series costs memory. */
    static Participant leaking(int number, int pods) {
        return participant(number, pods, COSTLY, 0);
    }

    /** A label takes new values that cost nothing, and the application leaks as much. */
    static Participant innocent(int number, int pods) {
        return participant(number, pods, 0, COSTLY * 240);
    }

    private static Participant participant(int number, int pods, double bytes, double leak) {
        Incident incident = new Incident(700 + number, DAYS)
                .with(new Incident.Environment(
                        "prod",
                        pods,
                        List.of(new Incident.Growing(List.of("tenant"), "requests_total", 20, 12, bytes)),
                        leak,
                        1e6));
        List<ContainerHistory> histories = incident.observations().stream()
                .map(Observations::history)
                .map(history -> history.of(named(history.container(), "team-" + number)))
                .toList();
        return new Participant(ReplicatedContainer.of(histories.get(0).container()), histories);
    }

    private static Container named(Container container, String name) {
        return new Container(
                container.environment(), container.cluster(), name, "shop", container.pod(), container.container());
    }
}
