package dev.culprit.analysis.memory;

import dev.culprit.analysis.history.Lifetime;
import dev.culprit.analysis.history.Replica;
import dev.culprit.analysis.history.SelfReportedMemory;
import org.jspecify.annotations.Nullable;

/** A way to read rows off the readings of one lifetime. */
sealed interface LifetimeReader permits BlockMedians, PostGcMinima {
    double blockSeconds();

    boolean requestsKnown();

    /** @return null when the lifetime is too short, or too few of its blocks can be read this way */
    @Nullable
    LifetimePanel read(Replica replica, Lifetime life);

    /** The rows, if enough of them can be used. */
    static @Nullable LifetimePanel panel(
            Replica replica,
            Lifetime life,
            LifetimeReader reader,
            Grid grid,
            double[] memory,
            boolean[] ok,
            Samples samples) {
        LifetimePanel panel = new LifetimePanel(
                replica.history().container().pod(),
                life,
                replica.ledgerOf(life),
                grid,
                memory,
                ok,
                replica.history().inside() == null
                        ? null
                        : SelfReportedMemory.lowerEnvelope(
                                replica.history().inside(), grid.times(), life, reader.blockSeconds() / 2),
                samples);
        return panel.isReadable() ? panel : null;
    }
}
