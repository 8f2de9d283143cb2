package dev.culprit.extract.memory.source;

import java.util.function.BiFunction;

/**
 * A kind of memory source, as it is registered.
 *
 * @param word for it in {@code memory.source}, in the rows' column {@code source} and in the name of its page,
 *     {@code docs/sources/WORD.md}
 * @param binding makes a source of an environment's name and of its block {@code memory}
 */
public record SourceType(String word, BiFunction<String, SourceKeys, MemorySource> binding) {
    public MemorySource bind(String environment, SourceKeys keys) {
        return binding.apply(environment, keys);
    }
}
