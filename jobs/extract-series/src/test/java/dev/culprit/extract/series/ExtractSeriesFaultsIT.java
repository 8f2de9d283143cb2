package dev.culprit.extract.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What is wrong with a source is told, and leaves the tables as they were. */
final class ExtractSeriesFaultsIT extends SmallArchives {
    @Test
    void whatIsWrongWithASourceIsSaidInOneLine() throws IOException {
        assertThatThrownBy(() -> run(WEEK, prod()))
                .isInstanceOf(CulpritException.class)
                .hasMessage("environment prod: scrapes.path %s does not exist", folder.resolve("prod"));
        Files.createDirectories(folder.resolve("prod"));
        assertThatThrownBy(() -> run(WEEK, prod()))
                .hasMessage("environment prod: scrapes.path %s holds no file", folder.resolve("prod"));
        archive("prod", "b\u0007.txt", plain("up 1\n"));
        archive("prod", "c.txt", plain("up 1\n"));
        assertThatThrownBy(() -> run(WEEK, prod()))
                .hasMessage(
                        "environment prod: scrapes.path %s holds 2 files, none of which matches the pattern \"%s\","
                                + " for example b\\u{7}.txt",
                        folder.resolve("prod"), ANY_SUFFIX);
        assertThatThrownBy(() -> run(WEEK, source("prod/c.txt", ANY_SUFFIX)))
                .hasMessageEndingWith("c.txt is neither a folder nor a tar or zip");
        assertThatThrownBy(() -> run(WEEK, source("prod", "{pod}/{when}.prom")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown part {when}");
        assertThatThrownBy(() -> run(WEEK)).isInstanceOf(ConfigurationException.class);
        assertThat(folder.resolve("warehouse")).doesNotExist();
    }

    @Test
    void aMissingArchiveIsToldWhenTheOthersAreDone() throws IOException {
        scrape("shop-1", "2026-11-16T10-00-00Z", plain(body(1000, 3)));
        assertThatThrownBy(() -> run(WEEK, source("gone", ANY_SUFFIX), prod()))
                .isInstanceOf(CulpritException.class)
                .hasMessage("environment gone: scrapes.path %s does not exist", folder.resolve("gone"));
        assertThat(rows(Table.SCRAPES, MONDAY)).hasSize(1);
    }

    @Test
    void aPeriodThatTheArchivesDoNotCoverIsAnErrorOnlyWhenNoneDoes() throws IOException {
        scrape("shop-1", "2026-11-10T10-00-00Z", plain(body(1000, 3)));
        scrape("shop-1", "2026-11-12T10-00-00Z", plain(body(1000, 3)));
        assertThatThrownBy(() -> run(WEEK, prod()))
                .isInstanceOf(CulpritException.class)
                .hasMessage("no scrape from 2026-11-16T00:00:00Z to 2026-11-23T00:00:00Z: the archives cover"
                        + " 2026-11-10T10:00:00Z to 2026-11-12T10:00:00Z, choose a period in it with --from and --to");
        archive("test", "namespace=web/pod=shop-1/container=proxy/2026-11-16T10-00-00Z.prom", plain(body(1000, 3)));
        assertThat(run(WEEK, prod(), source("test", ANY_SUFFIX)).facts()).startsWith("1 scrapes");
        assertThat(rows(Table.SCRAPES, MONDAY)).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadFailsTheRunAndLeavesTheTables() throws IOException {
        scrape("shop-1", "2026-11-16T10-00-00Z", plain(body(1000, 3)));
        run(WEEK, prod());
        scrape("flaky", "2026-11-16T12-00-00Z", plain(body(1000, 3)));
        assertThatThrownBy(() -> run(WEEK, prod()))
                .isInstanceOf(CulpritException.class)
                .hasMessage(
                        "file:%s/namespace=web/pod=flaky/container=proxy/2026-11-16T12-00-00Z.prom"
                                + " cannot be read: input/output error",
                        folder.resolve("prod"));
        assertThat(rows(Table.SCRAPES, MONDAY)).hasSize(1);
        assertThat(folder.resolve("warehouse")).isDirectoryNotContaining("glob:**/.staging*");
    }
}
