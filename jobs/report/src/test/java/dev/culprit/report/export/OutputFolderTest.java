package dev.culprit.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFolderTest {
    @TempDir
    private Path folder;

    /** Answers {@code false} where it cannot delete, as file systems do without a right to. */
    public static final class UndeletingFileSystem extends FilterFileSystem {
        public UndeletingFileSystem() {
            super(new RawLocalFileSystem());
        }

        @Override
        public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) {
            return false;
        }
    }

    private static SortedMap<String, OutputFolder.Content> report(String text) {
        return new TreeMap<>(Map.of("report.html", OutputFolder.Content.of(text)));
    }

    @Test
    void anOldReportThatCannotBeDeletedIsTold() throws IOException {
        Configuration stuck = new Configuration();
        stuck.set("fs.file.impl", UndeletingFileSystem.class.getName());
        stuck.setBoolean("fs.file.impl.disable.cache", true);
        OutputFolder output = new OutputFolder(folder.toString(), stuck);
        output.write(report("old"));
        assertThatThrownBy(() -> output.write(report("new")))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("report " + folder + " cannot be written: ")
                .hasMessageContaining("cannot be deleted: see to space and rights there");
        assertThat(folder.resolve("report.html")).hasContent("old");
    }

    @Test
    void aFailureLeavesTheOldReportAndNothingElse() throws IOException {
        OutputFolder output = new OutputFolder(folder.toString(), new Configuration());
        output.write(report("old"));
        SortedMap<String, OutputFolder.Content> half = report("new");
        half.put("zzz.json", (files, file) -> {
            files.create(file, true).close();
            throw new IOException("No space left on device");
        });
        assertThatThrownBy(() -> output.write(half)).hasMessageContaining("No space left on device");
        assertThat(folder.resolve("report.html")).hasContent("old");
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }
}
