package dev.culprit.extract.memory.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
    @Test
    void theLastLineNeedsNoLineFeed() throws IOException {
        assertThat(lines("a\n\nb\r\nc")).containsExactly("1:a", "2:", "3:b\r", "4:c");
    }

    @Test
    void aLineFeedAtTheEndBeginsNoLine() throws IOException {
        assertThat(lines("a\nb\n")).containsExactly("1:a", "2:b");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void aLineMayBeLongerThanTheBuffer() throws IOException {
        String many = "x".repeat(200_000);
        assertThat(lines(many + "\ny\n" + many)).containsExactly("1:" + many, "2:y", "3:" + many);
    }

    @Test
    void ofAnOverlongLineOnlyTheBeginningIsKept() throws IOException {
        LineReader lines = over("z".repeat(LineReader.LONGEST + 1) + "\nb\n");
        assertThat(lines.next()).isTrue();
        assertThat(lines.isOverlong()).isTrue();
        assertThat(lines.length()).isEqualTo(LineReader.LONGEST);
        assertThat(lines.next()).isTrue();
        assertThat(lines.isOverlong()).isFalse();
        assertThat(lines.number()).isEqualTo(2);
        assertThat(lines.next()).isFalse();
    }

    @Test
    void anObjectMayBeLongerThanALine() throws IOException {
        String object = "{\"events\": \"" + "z".repeat(LineReader.LONGEST + 100_000) + "\"}";
        LineReader lines =
                new LineReader(new ByteArrayInputStream((object + "\n{}").getBytes(StandardCharsets.UTF_8)), true);
        assertThat(lines.next()).isTrue();
        assertThat(lines.isOverlong()).isFalse();
        assertThat(lines.length()).isEqualTo(object.length());
    }

    @Test
    void ofAnOverlongObjectOnlyTheBeginningIsKept() throws IOException {
        String object = "{\"events\": \"" + "z".repeat(LineReader.LONGEST_OBJECT) + "\"}";
        LineReader lines = new LineReader(new ByteArrayInputStream(object.getBytes(StandardCharsets.UTF_8)), true);
        assertThat(lines.next()).isTrue();
        assertThat(lines.isOverlong()).isTrue();
        assertThat(lines.longest()).isEqualTo(LineReader.LONGEST_OBJECT);
        assertThat(lines.length()).isEqualTo(LineReader.LONGEST_OBJECT);
    }

    @Test
    void aCarriageReturnAloneIsBlank() throws IOException {
        LineReader lines = over("\r\n x\n");
        lines.next();
        assertThat(lines.isBlank()).isTrue();
        lines.next();
        assertThat(lines.isBlank()).isFalse();
    }

    /** As a subscription's messages are, of which Firehose writes one behind the other. */
    @Test
    void objectsThatNothingSeparatesAreLinesWhereThatIsAskedFor() throws IOException {
        assertThat(lines("{\"a\":{}}{\"b\":\"}{\\\"}\"}\n{\"c\":[{},{}]}\n\nx {\"d\":1} y\nz}\n{", true))
                .containsExactly(
                        "1:{\"a\":{}}",
                        "1:{\"b\":\"}{\\\"}\"}",
                        "1:",
                        "2:{\"c\":[{},{}]}",
                        "2:",
                        "3:",
                        "4:x {\"d\":1}",
                        "4: y",
                        "5:z}",
                        "6:{");
        String many = "{\"k\":\"" + "x".repeat(70_000) + "\"}";
        assertThat(lines(many.repeat(3), true)).containsExactly("1:" + many, "1:" + many, "1:" + many);
    }

    private static List<String> lines(String text) throws IOException {
        return lines(text, false);
    }

    private static List<String> lines(String text, boolean splitObjects) throws IOException {
        LineReader lines = over(text, splitObjects);
        List<String> found = new ArrayList<>();
        while (lines.next()) {
            found.add(lines.number() + ":" + new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static LineReader over(String text) {
        return over(text, false);
    }

    private static LineReader over(String text, boolean splitObjects) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), splitObjects);
    }
}
