package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Values may be anything: what is looked for in them must not cost more than their length. */
final class ValuePatternWorkTest {
    /** What such patterns look for, and what keeps them from finding it. */
    private static final List<String> PIECES = List.of(
            "a",
            "0",
            "1",
            "f",
            ".",
            "-",
            ":",
            "@",
            "_",
            "%40",
            "a.",
            "a@",
            "a@a",
            "a.a@",
            "0.0.",
            "0:",
            "dead",
            "deadbeef",
            "1234567890",
            "-1234",
            "*",
            "user=",
            "'",
            "\"",
            "(",
            "+1 ",
            "é",
            " ",
            "/");

    /** Long enough that going back over what was read would show. */
    private static final int LENGTH = 1 << 12;

    private static final int READS_PER_CHARACTER = 100;

    private static List<String> values() {
        Random random = new Random(11);
        List<String> values = new ArrayList<>();
        for (String piece : PIECES) {
            values.add(piece.repeat(LENGTH / piece.length()));
            for (String other : PIECES) {
                values.add((piece + other).repeat(LENGTH / (piece.length() + other.length())));
                values.add(piece.repeat(LENGTH / piece.length() / 2) + other.repeat(LENGTH / other.length() / 2));
            }
        }
        for (int i = 0; i < 40; i++) {
            StringBuilder value = new StringBuilder();
            int few = 2 + random.nextInt(PIECES.size() - 1);
            while (value.length() < LENGTH) {
                value.append(PIECES.get(random.nextInt(few)));
            }
            values.add(value.toString());
        }
        return values;
    }

    @Test
    void noPatternReadsAValueMoreOftenThanItIsLong() {
        List<Pattern> patterns = new ArrayList<>(List.of(ValuePattern.HEX, ValuePattern.NUMBER));
        ValuePattern.MASKS.forEach(mask -> patterns.add(mask.pattern()));
        for (String value : values()) {
            for (Pattern pattern : patterns) {
                check(pattern, value, matcher -> {
                    while (matcher.find()) {}
                });
            }
            check(ValuePattern.HOST, value, Matcher::matches);
        }
    }

    private static void check(Pattern pattern, String value, Consumer<Matcher> use) {
        long[] reads = new long[1];
        use.accept(pattern.matcher(new CountedText(value, reads)));
        assertThat(reads[0])
                .as("%s on %s...", pattern, value.substring(0, 80))
                .isLessThan((long) READS_PER_CHARACTER * value.length());
    }

    @Test
    void theLongestValuesHaveATemplate() {
        for (String piece : PIECES) {
            // As long as limits.label-bytes lets them be.
            String value = piece.repeat((1 << 16) / piece.length());
            assertThat(ValuePattern.template(value)).isNotEmpty();
        }
    }

    /** A text that counts how often it is read, which is the work that a pattern does. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private final long[] reads;

        CountedText(String text, long[] reads) {
            this.text = text;
            this.reads = reads;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads[0]++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.substring(start, end), reads);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
