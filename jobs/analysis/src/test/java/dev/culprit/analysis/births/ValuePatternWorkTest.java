package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.analysis.PatternWork;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Values may be anything: what is looked for in them must not cost more than their length. */
final class ValuePatternWorkTest {
    @Test
    void patternsReadInProportionToLength() {
        List<Pattern> patterns = new ArrayList<>(List.of(ValuePattern.HEX, ValuePattern.NUMBER));
        ValuePattern.MASKS.forEach(mask -> patterns.add(mask.pattern()));
        for (Pattern pattern : patterns) {
            PatternWork.assertInProportionToLength(pattern, matcher -> {
                while (matcher.find()) {}
            });
        }
        PatternWork.assertInProportionToLength(ValuePattern.HOST, Matcher::matches);
    }

    /** So e-mail addresses were looked for once. */
    @Test
    void aPatternThatGoesBackIsFound() {
        Pattern goesBack = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
        assertThatThrownBy(() -> PatternWork.assertInProportionToLength(goesBack, matcher -> {
                    while (matcher.find()) {}
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void theLongestValuesHaveATemplate() {
        assertThat(PatternWork.longest())
                .allSatisfy(value -> assertThat(ValuePattern.template(value)).isNotEmpty());
    }
}
