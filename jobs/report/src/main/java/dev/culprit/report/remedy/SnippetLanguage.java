package dev.culprit.report.remedy;

import dev.culprit.model.Text;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How other people's names are written in a snippet, so that they stay names when it is pasted. */
enum SnippetLanguage {
    YAML,
    JAVA,
    GO,
    JAVASCRIPT,
    PYTHON,
    SHELL;

    private static final Pattern PLAIN_YAML = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_-]*");
    /** Words that YAML 1.1 takes for truth, falsehood or nothing. */
    private static final Set<String> YAML_WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    static SnippetLanguage named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A literal of the language, whole; in YAML plain where nothing else could be read into it. */
    String write(String name) {
        String printable = Text.printable(name, Integer.MAX_VALUE);
        return switch (this) {
            case YAML ->
                PLAIN_YAML.matcher(printable).matches() && !YAML_WORDS.contains(printable.toLowerCase(Locale.ROOT))
                        ? printable
                        : doubleQuoted(printable);
            case JAVA, GO, JAVASCRIPT, PYTHON -> doubleQuoted(printable);
            case SHELL -> "'" + printable.replace("'", "'\\''") + "'";
        };
    }

    /** All of these languages know these two escapes. */
    private static String doubleQuoted(String printable) {
        return '"' + printable.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
