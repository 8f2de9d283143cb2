package dev.culprit.extract.series;

import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.extract.series.promql.QuerySource;
import dev.culprit.extract.series.text.ScrapeSource;
import dev.culprit.extract.series.tsdb.TsdbSource;

/** The kinds of archives, a line each. */
enum ArchiveKind {
    /** Scrapes kept as files. */
    TEXT(ScrapeSource.class, "formats.md"),
    /** What a Prometheus server keeps. */
    TSDB(TsdbSource.class, "sources/prometheus.md"),
    /** What a server tells when it is asked. */
    QUERY(QuerySource.class, "sources/promql.md");

    private final Class<? extends ArchiveSource> source;
    private final String page;

    /** @param page of the docs that tells users how such an archive looks */
    ArchiveKind(Class<? extends ArchiveSource> source, String page) {
        this.source = source;
        this.page = page;
    }

    Class<? extends ArchiveSource> source() {
        return source;
    }

    String page() {
        return page;
    }
}
