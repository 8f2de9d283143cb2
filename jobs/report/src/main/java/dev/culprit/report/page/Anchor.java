package dev.culprit.report.page;

import dev.culprit.model.ReplicatedContainer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where on the page a container stands: the same week after week, so that a link to it can be kept. */
final class Anchor {
    /** By hand: Kubernetes' longest names go into it; what is longer is cut and told apart by its hash. */
    private static final int LONGEST = 600;

    private Anchor() {}

    /** {@code prod/web/wp-proxy/istio-proxy}; what may not stand in a fragment is written {@code ~} and two hexadecimal digits a byte. */
    static String of(ReplicatedContainer container) {
        String whole = String.join(
                "/",
                List.of(container.environment(), container.namespace(), container.workload(), container.container())
                        .stream()
                        .map(Anchor::encoded)
                        .toList());
        return whole.length() <= LONGEST ? whole : "%s~~%08x".formatted(whole.substring(0, LONGEST), whole.hashCode());
    }

    private static String encoded(String name) {
        StringBuilder out = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (each >= 'a' && each <= 'z')
                    || (each >= 'A' && each <= 'Z')
                    || (each >= '0' && each <= '9')
                    || each == '.'
                    || each == '_'
                    || each == '-';
            out.append(plain ? Character.toString(each) : "~%02x".formatted(each & 0xff));
        }
        return out.toString();
    }
}
