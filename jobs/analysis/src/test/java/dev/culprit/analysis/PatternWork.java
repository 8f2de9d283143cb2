package dev.culprit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often patterns read the characters of values that are made to keep them busy. */
public final class PatternWork {
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
    private static final int LENGTH = 1 << 9;

    /** Work in proportion to length is twice as much for a text of twice the length, and by squares four times. */
    private static final int MOST_GROWTH = 3;

    /** A few characters at the ends make no proportion. */
    private static final int FEW_READS = 1000;

    private PatternWork() {}

    /** Values as long as the limits of a scrape let them be, each of one piece. */
    public static List<String> longest() {
        return PIECES.stream()
                .map(piece -> piece.repeat((1 << 16) / piece.length()))
                .toList();
    }

    /** The same values, only longer, for a greater length. */
    private static List<String> values(int length) {
        Random random = new Random(11);
        List<String> values = new ArrayList<>();
        for (String piece : PIECES) {
            values.add(piece.repeat(length / piece.length()));
            for (String other : PIECES) {
                values.add((piece + other).repeat(length / (piece.length() + other.length())));
                values.add(piece.repeat(length / piece.length() / 2) + other.repeat(length / other.length() / 2));
            }
        }
        for (int i = 0; i < 40; i++) {
            StringBuilder value = new StringBuilder();
            Random pieces = new Random(random.nextLong());
            int few = 2 + pieces.nextInt(PIECES.size() - 1);
            while (value.length() < length) {
                value.append(PIECES.get(pieces.nextInt(few)));
            }
            values.add(value.toString());
        }
        return values;
    }

    /** Fails where a pattern reads much more than twice as much of a value that is twice as long. */
    public static void assertInProportionToLength(Pattern pattern, Consumer<Matcher> use) {
        List<String> values = values(LENGTH);
        List<String> longer = values(2 * LENGTH);
        for (int i = 0; i < values.size(); i++) {
            assertThat(reads(pattern, longer.get(i), use))
                    .as("%s on %s...", pattern, longer.get(i).substring(0, 80))
                    .isLessThan(MOST_GROWTH * reads(pattern, values.get(i), use) + FEW_READS);
        }
    }

    private static long reads(Pattern pattern, String value, Consumer<Matcher> use) {
        long[] reads = new long[1];
        use.accept(pattern.matcher(new CountedText(value, reads)));
        return reads[0];
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
