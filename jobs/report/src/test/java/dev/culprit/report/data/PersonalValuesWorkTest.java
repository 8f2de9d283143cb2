package dev.culprit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.PatternWork;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Values may be anything: looking for people in them must not cost more than their length. */
final class PersonalValuesWorkTest {
    @Test
    void patternsReadInProportionToLength() {
        List<Pattern> patterns = List.of(
                PersonalValues.E_MAIL,
                PersonalValues.USER,
                PersonalValues.ADDRESS,
                PersonalValues.PHONE,
                PersonalValues.LONG_NUMBER);
        for (Pattern pattern : patterns) {
            PatternWork.assertInProportionToLength(pattern, matcher -> {
                while (matcher.find()) {}
            });
        }
        PatternWork.assertInProportionToLength(PersonalValues.OF_PEOPLE, Matcher::matches);
    }

    @Test
    void theLongestValuesAreMasked() {
        assertThat(PatternWork.longest())
                .allSatisfy(value -> assertThat(PersonalValues.masked(List.of("user"), value))
                        .isNotEmpty());
    }
}
