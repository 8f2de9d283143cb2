package dev.culprit.report.data;

import dev.culprit.model.Period;
import dev.culprit.warehouse.Warehouse;
import java.util.List;

/** Reads all that a report tells from the warehouse. */
public final class ReportTables {
    private ReportTables() {}

    /**
     * The period's findings with what was measured, and what the weeks before say of them.
     *
     * @param redact whether label values are masked
     * @throws dev.culprit.model.CulpritException where there are no findings for the period
     */
    public static ReportData read(Warehouse warehouse, List<String> environments, Period period, boolean redact) {
        ReportData data = EarlierWeeks.read(warehouse, environments, period)
                .addTo(TableReader.read(warehouse, environments, period));
        data = data.with(FirstDays.read(warehouse, data));
        return redact ? Redaction.redact(data) : data;
    }
}
