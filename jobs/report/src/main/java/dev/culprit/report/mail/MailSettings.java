package dev.culprit.report.mail;

import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Change.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom the report is sent to.
 *
 * @param from the sender; null only where there are no recipients
 * @param to recipients of all findings
 * @param routes recipients of some
 * @param link where readers find report.html; null: nowhere
 */
public record MailSettings(
        @Nullable String from,
        List<String> to,
        List<Route> routes,
        Occasion when,
        @Nullable String link,
        SmtpSettings smtp) {
    /** Nobody gets mail. */
    public static final MailSettings NONE = new MailSettings(
            null,
            List.of(),
            List.of(),
            Occasion.ALWAYS,
            null,
            new SmtpSettings(
                    "localhost",
                    25,
                    SmtpSettings.Security.NONE,
                    null,
                    null,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5)));

    public MailSettings {
        to = List.copyOf(to);
        routes = List.copyOf(routes);
        if (from == null && !(to.isEmpty() && routes.isEmpty())) {
            throw new IllegalArgumentException("recipients without a sender");
        }
    }

    /** What makes a mail worth sending. */
    public enum Occasion {
        /** Also when nothing is found: silence would look the same as a job that did not run. */
        ALWAYS("always"),
        /** A label is named, memory leaks or a label is to be watched. */
        FINDING("finding"),
        /** Something is new, worse, back or fixed since the weeks before. */
        CHANGE("change");

        private static final Set<Kind> NEWS = EnumSet.of(Kind.NEW, Kind.WORSE, Kind.REGRESSION, Kind.FIXED);

        private final String word;

        Occasion(String word) {
            this.word = word;
        }

        /** Whether these findings are worth a message. */
        public boolean isMetBy(List<ContainerFinding> findings, ReportData data) {
            return switch (this) {
                case ALWAYS -> true;
                case FINDING -> findings.stream().anyMatch(ContainerFinding::needsAttention);
                case CHANGE ->
                    findings.stream().anyMatch(found -> {
                        Change change = data.change(found.container());
                        return change == null ? found.needsAttention() : NEWS.contains(change.kind());
                    });
            };
        }

        /** @throws IllegalArgumentException that names the words known */
        public static Occasion named(String word) {
            return Arrays.stream(values())
                    .filter(occasion -> occasion.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be "
                            + Arrays.stream(values())
                                    .map(occasion -> occasion.word)
                                    .collect(Collectors.joining(" or "))));
        }
    }

    /**
     * Recipients of the findings whose environment, namespace and workload all match.
     *
     * @param environment a name in which {@code *} stands for any characters; {@code namespace} and {@code workload} likewise
     */
    public record Route(String environment, String namespace, String workload, List<String> to) {
        public Route {
            to = List.copyOf(to);
        }

        public boolean matches(String inEnvironment, String inNamespace, String ofWorkload) {
            return matches(environment, inEnvironment)
                    && matches(namespace, inNamespace)
                    && matches(workload, ofWorkload);
        }

        private static boolean matches(String glob, String name) {
            String[] pieces = glob.split("\\*", -1);
            String last = pieces[pieces.length - 1];
            if (pieces.length == 1) {
                return glob.equals(name);
            }
            if (!name.startsWith(pieces[0])) {
                return false;
            }
            // Names may be as long as label values: each piece is taken where it comes first, which leaves most to the
            // others.
            int at = pieces[0].length();
            for (int i = 1; i < pieces.length - 1; i++) {
                int found = name.indexOf(pieces[i], at);
                if (found < 0) {
                    return false;
                }
                at = found + pieces[i].length();
            }
            return name.length() - at >= last.length() && name.endsWith(last);
        }
    }

    /** Everyone, once. */
    public SortedSet<String> recipients() {
        return Stream.concat(to.stream(), routes.stream().flatMap(route -> route.to().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether this recipient is to hear of this container. */
    public boolean concerns(String recipient, String environment, String namespace, String workload) {
        return to.contains(recipient)
                || routes.stream()
                        .anyMatch(route ->
                                route.to().contains(recipient) && route.matches(environment, namespace, workload));
    }

    /** Whom to, and nothing secret. */
    @Override
    public String toString() {
        return recipients().isEmpty() ? "nobody" : "%s to %s by %s".formatted(from, recipients(), smtp);
    }

    String sender() {
        return Objects.requireNonNull(from, "from");
    }
}
