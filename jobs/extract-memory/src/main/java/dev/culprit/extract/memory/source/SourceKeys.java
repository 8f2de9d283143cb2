package dev.culprit.extract.memory.source;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The block of the configuration that a source reads its settings from. What is missing or ill-formed is noted by the block
 * itself, and a placeholder is returned: a source asks for all its keys, and checks nothing else.
 */
public interface SourceKeys {
    /** Words that must be there; empty where they are not. */
    String text(String key);

    /** Null where the key is absent or empty. */
    @Nullable
    String optionalText(String key);

    /** Texts under keys that the user chooses; none where there is no such block. */
    Map<String, String> texts(String key);

    /** A list of texts; null where the key is absent. */
    @Nullable
    List<String> optionalList(String key);

    /** @param parse says what it misses in a text with an {@link IllegalArgumentException}: {@code must be ...} */
    <T> @Nullable T optional(String key, Function<String, T> parse);
}
