package dev.culprit.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DisplayTextTest {
    @Test
    void whatWouldActOnAReaderStandsAsEscapes() {
        assertThat(DisplayText.name("a\u001b[2Jb\nc")).isEqualTo("a\\u{1b}[2Jb\\nc");
        assertThat(DisplayText.sentence("left\u202eright")).isEqualTo("left\\u{202e}right");
    }

    @Test
    void whatIsTooLongEndsWithAnEllipsis() {
        assertThat(DisplayText.name("x".repeat(120))).hasSize(120).doesNotContain("…");
        assertThat(DisplayText.name("x".repeat(121))).hasSize(120).endsWith("x…");
        assertThat(DisplayText.sentence("x".repeat(601))).hasSize(600).endsWith("x…");
    }
}
