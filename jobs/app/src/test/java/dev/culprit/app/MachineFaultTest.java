package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

final class MachineFaultTest {
    private static final Path TEMPORARY = Path.of("/scratch/tmp");

    private static String told(Throwable failure) {
        String line = MachineFault.tell(failure, TEMPORARY).orElse("");
        assertThat(line).doesNotContain("\n", "\tat ");
        return line;
    }

    @Test
    void aFullDiskIsToldWithItsFileAndWhatElseTakesSpace() {
        IOException full = new IOException("/w/series/part-0.parquet (No space left on device)");
        assertThat(told(new SparkException("Job aborted", new RuntimeException(full))))
                .startsWith(
                        "a disk is full: /w/series/part-0.parquet (No space left on device): free space there, or in"
                                + " /scratch/tmp")
                .contains("-Djava.io.tmpdir=FOLDER");
        assertThat(told(new IOException("Disk quota exceeded"))).startsWith("a disk is full");
        assertThat(told(new SparkException(
                        "Job aborted: Lost task 0.0 in stage 4.0 (TID 36) (host executor driver): java.io.IOException:"
                                + " /tmp/x: No space left on device\n"
                                + "\tat x",
                        null)))
                .startsWith("a disk is full: /tmp/x: No space left on device: free space there");
    }

    @Test
    void aHeapThatIsTooSmallIsToldWithTheOptionThatMendsIt() {
        assertThat(told(new OutOfMemoryError("Java heap space")))
                .startsWith("the heap of ")
                .contains("CULPRIT_JAVA_OPTS=-Xmx4g");
        assertThat(told(new SparkException("Task 3 failed: java.lang.OutOfMemoryError: Java heap space\n\tat x", null)))
                .startsWith("the heap of ");
    }

    @Test
    void aHeapThatSparkDoesNotBeginWithIsTold() {
        assertThat(told(new IllegalArgumentException(
                        "[INVALID_DRIVER_MEMORY] System memory 83886080 must be at least 471859200.\nPlease increase")))
                .startsWith("the heap of ");
    }

    @Test
    void missingRightsAndTemporaryFoldersAreTold() {
        assertThat(told(new AccessDeniedException("/w/series"))).startsWith("no right to a file: /w/series: give ");
        assertThat(told(new RuntimeException(new IOException("/w: Read-only file system"))))
                .startsWith("no right to a file: /w: Read-only file system");
        assertThat(told(new IOException("Failed to create a temp directory (under /tmp) after 10 attempts!")))
                .startsWith("temporary folder /scratch/tmp cannot be used");
    }

    @Test
    void allElseIsNotTheMachines() {
        assertThat(MachineFault.tell(new IllegalStateException("No space left on device"), TEMPORARY))
                .isEmpty();
        assertThat(MachineFault.tell(new IOException("not found"), TEMPORARY)).isEmpty();
    }
}
