package dev.culprit.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class VerdictGuideTest {
    private static final Path HOME = Path.of("../..");

    @ParameterizedTest
    @EnumSource
    void everyVerdictHasItsPage(Verdict verdict) throws IOException {
        String page = Files.readString(HOME.resolve(VerdictGuide.path(verdict)));
        assertThat(page)
                .startsWith("# `" + verdict.word() + "`: ")
                .contains("## Check it by hand", "kubectl", "## What to do", "## What would make it wrong");
        assertThat(Files.readString(HOME.resolve("README.md"))).contains("(" + VerdictGuide.path(verdict) + ")");
    }

    @Test
    void everyKindOfChangeIsExplained() throws IOException {
        String rules = Files.readString(HOME.resolve("docs/verdicts/README.md"));
        for (Change.Kind kind : Change.Kind.values()) {
            assertThat(rules).contains("| `" + kind.word() + "` |");
        }
    }
}
