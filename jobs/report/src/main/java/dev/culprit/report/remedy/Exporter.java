package dev.culprit.report.remedy;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a container's scrapes show of the program that makes its metrics.
 *
 * @param shows families that tell libraries apart, of those that remedies ask for; empty where nothing is known
 * @param istio minor version of Istio 1, of the oldest build that was seen; null where unknown
 */
record Exporter(Set<String> shows, @Nullable Integer istio) {
    static final Exporter UNKNOWN = new Exporter(Set.of(), null);

    private static final Pattern ISTIO_ONE = Pattern.compile("1\\.([0-9]{1,3})(?:[^0-9].*)?", Pattern.DOTALL);

    boolean isKnown() {
        return !shows.isEmpty();
    }

    boolean showsAnyOf(Collection<String> prefixes) {
        return shows.stream().anyMatch(family -> prefixes.stream().anyMatch(family::startsWith));
    }

    /** The minor version in {@code istio_build}'s {@code tag} ({@code 1.27.3-distroless}); null where it is none. */
    static @Nullable Integer istioMinor(String tag) {
        Matcher version = ISTIO_ONE.matcher(tag);
        return version.matches() ? Integer.valueOf(version.group(1)) : null;
    }
}
