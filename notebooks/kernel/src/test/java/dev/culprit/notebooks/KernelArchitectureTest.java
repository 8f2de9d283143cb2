package dev.culprit.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.culprit.app.Circles;
import org.junit.jupiter.api.Test;

final class KernelArchitectureTest {
    @Test
    void thereIsNoCircleOfMoreThanThreeTypes() {
        assertThat(Circles.withinPackages(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.culprit.notebooks")))
                .allSatisfy(circle -> assertThat(circle).hasSizeLessThanOrEqualTo(3));
    }
}
