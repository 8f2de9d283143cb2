package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LastLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final LastLine line = new LastLine(new PrintStream(shown, true, StandardCharsets.UTF_8));
    private final PrintStream others = new PrintStream(line, true, StandardCharsets.UTF_8);

    @Test
    void whatOthersPrintIsShownUpToTheLastLine() {
        others.print("one\n");
        others.write('t');
        others.print("wo\n");
        line.print("last\n".getBytes(StandardCharsets.UTF_8));
        others.print("too late\n");
        others.write('x');
        others.flush();

        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nlast\n");
    }
}
