package dev.culprit.tsdb.targets;

import dev.culprit.tsdb.series.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Who was scraped, by one address or several: the ports of a container, or its addresses from restart to restart.
 *
 * @param endpoints the labels that the scraper has given to each
 * @param days since 1970 on which there are scrapes
 */
public record Target(Subject subject, List<Labels> endpoints, TreeSet<Long> days) {
    Target(Subject subject) {
        this(subject, new ArrayList<>(), new TreeSet<>());
    }
}
