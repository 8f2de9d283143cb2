package dev.culprit.app;

import dev.culprit.app.Settings.EnvironmentSettings;
import dev.culprit.model.Text;
import java.util.List;
import java.util.stream.Collectors;

/** What a configuration that is sound amounts to. */
final class Inventory {
    private static final int LONGEST = 200;

    private Inventory() {}

    /** A line for each environment, and one for what all share. */
    static String of(Settings settings) {
        String environments =
                settings.environments().stream().map(Inventory::line).collect(Collectors.joining("\n"));
        int recipients = settings.report().mail().to().size()
                + settings.report().mail().routes().size();
        return "%s\nwarehouse %s, report %s, mail %s\nall that the jobs need is there; whether files match their patterns, culprit doctor tells"
                .formatted(
                        environments,
                        Text.printable(settings.warehouse(), LONGEST),
                        Text.printable(settings.report().output(), LONGEST),
                        recipients == 0
                                ? "to nobody"
                                : "by " + settings.report().mail().smtp());
    }

    private static String line(EnvironmentSettings environment) {
        return "%s: memory %s; series %s"
                .formatted(
                        environment.name(),
                        environment.memory() == null
                                ? "as it is in the warehouse"
                                : paths(environment.memory().paths(), "by a service"),
                        environment.scrapes() == null
                                ? "as they are in the warehouse"
                                : paths(environment.scrapes().paths(), "by a service"));
    }

    private static String paths(List<String> paths, String otherwise) {
        return paths.isEmpty() ? otherwise : "in " + Text.printable(String.join(", ", paths), LONGEST);
    }
}
