package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.simulation.World;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A world by its name on a command line. */
final class WorldConverter implements ITypeConverter<World> {
    @Override
    public World convert(String name) {
        try {
            return World.named(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
