package dev.culprit.scrapes.container;

import dev.culprit.model.ConfigurationException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an archive's paths are made up, {@code namespace={namespace}/pod={pod}/{time}.prom.gz}: parts in braces, everything
 * else literally. A part stands for one or more characters other than {@code /}; {@code {*}} for any that do not matter.
 * {@code {time}} is RFC 3339 (the clock with {@code :} or {@code -}), basic ISO ({@code 20261116T200014Z}), or seconds or
 * milliseconds since 1970. What a path does not name may come from elsewhere: a constant, the labels in the body, the time
 * at which the file was modified.
 */
public final class ArchivePattern {
    private static final List<String> PARTS = List.of("namespace", "workload", "pod", "container", "time", "*");
    private static final String KNOWN_PARTS = "{" + String.join("} {", PARTS) + "}";
    /** Where the parts come from that a constant cannot give. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "pod", ", nor scrapes.target-labels.pod",
            "time", "; with scrapes.time = modified it is the time at which the file was modified");

    private static final Pattern PART = Pattern.compile("\\{([^{}/]*)}");
    private static final String TIME =
            "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d[:-]\\d\\d[:-]\\d\\d(?:[.,]\\d{1,9})?(?:[Zz]|[+-]\\d\\d:?\\d\\d)"
                    + "|\\d{8}T\\d{6}(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)|\\d{13}|\\d{10}";
    private static final Pattern CLOCK = Pattern.compile(
            "(\\d{4})-?(\\d\\d)-?(\\d\\d)[Tt](\\d\\d)[:-]?(\\d\\d)[:-]?(\\d\\d)(?:[.,](\\d+))?(?:([Zz])|([+-]\\d\\d):?(\\d\\d))");

    /**
     * Longest path, and longest name in one: Linux' PATH_MAX and NAME_MAX. Several parts in a name are tried in all places, and members of
     * tars may be called what they like.
     */
    private static final int LONGEST_PATH = 4096;

    private static final int LONGEST_NAME = 255;

    /** By hand: of a name that is hostile, not all is tried. */
    private static final int DEEPEST_TRIED = 8;

    private static final int ENDINGS_TRIED = 4;

    private final String text;
    private final Set<String> given;
    private final Pattern regex;
    /** Part to group of the regular expression. */
    private final Map<String, Integer> groups;

    private ArchivePattern(String text, Set<String> given, Pattern regex, Map<String, Integer> groups) {
        this.text = text;
        this.given = given;
        this.regex = regex;
        this.groups = groups;
    }

    /** What a path says; null for what the pattern does not name. */
    public record Place(
            @Nullable String namespace,
            @Nullable String workload,
            @Nullable String pod,
            @Nullable String container,
            @Nullable Instant time) {}

    /**
     * @param given parts that the pattern need not name, since they come from elsewhere
     * @throws ConfigurationException for an unknown part, one that is named twice, or one that is missing
     */
    public static ArchivePattern parse(String text, Set<String> given) {
        Map<String, Integer> groups = new HashMap<>();
        StringBuilder regex = new StringBuilder();
        Matcher parts = PART.matcher(text);
        int literalFrom = 0;
        while (parts.find()) {
            regex.append(literal(text, literalFrom, parts.start()));
            literalFrom = parts.end();
            String part = parts.group(1);
            if (!PARTS.contains(part)) {
                throw bad(text, "unknown part {%s}".formatted(part));
            }
            if (part.equals("*")) {
                regex.append("[^/]+");
            } else if (groups.put(part, groups.size() + 1) != null) {
                throw bad(text, "part {%s} twice".formatted(part));
            } else {
                regex.append(part.equals("time") ? "(" + TIME + ")" : "([^/]+)");
            }
        }
        regex.append(literal(text, literalFrom, text.length()));
        for (String required : List.of("namespace", "pod", "container", "time")) {
            if (!groups.containsKey(required) && !given.contains(required)) {
                throw bad(text, "no part {%s}%s".formatted(required, ELSEWHERE.getOrDefault(required, "")));
            }
        }
        return new ArchivePattern(text, Set.copyOf(given), Pattern.compile(regex.toString()), groups);
    }

    private static String literal(String text, int from, int to) {
        String literal = text.substring(from, to);
        if (literal.contains("{") || literal.contains("}")) {
            throw bad(text, "a brace that is not a part's");
        }
        return literal.isEmpty() ? "" : Pattern.quote(literal);
    }

    private static ConfigurationException bad(String text, String fault) {
        return new ConfigurationException(
                "scrapes.pattern \"%s\": %s; the parts are %s".formatted(text, fault, KNOWN_PARTS));
    }

    /**
     * Reads a path, relative to the archive's folder.
     *
     * @return empty where the pattern does not match
     */
    public Optional<Place> match(String path) {
        Matcher matcher = regex.matcher(path);
        if (isTooLong(path) || !matcher.matches()) {
            return Optional.empty();
        }
        String written = part(matcher, "time");
        Optional<Instant> time = written == null ? Optional.empty() : time(written);
        if (written != null && time.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Place(
                part(matcher, "namespace"),
                part(matcher, "workload"),
                part(matcher, "pod"),
                part(matcher, "container"),
                time.orElse(null)));
    }

    /**
     * What would match a path that the pattern does not: the pattern below more folders (a tar is one), with another ending, or both.
     *
     * @return empty where neither does
     */
    public Optional<ArchivePattern> near(String path) {
        String stem = text.substring(0, text.lastIndexOf('}') + 1);
        List<String> endings = new ArrayList<>(List.of(text.substring(stem.length())));
        int name = path.lastIndexOf('/') + 1;
        int from = path.length();
        for (int tried = 0; from >= name && tried <= ENDINGS_TRIED; tried++) {
            endings.add(path.substring(from));
            from = path.lastIndexOf('.', from - 1);
        }
        long depth =
                Math.min(DEEPEST_TRIED, path.chars().filter(each -> each == '/').count());
        for (int folders = 0; folders <= depth; folders++) {
            for (String ending : endings) {
                Optional<ArchivePattern> near = changed("{*}/".repeat(folders) + stem + ending);
                if (near.isPresent() && near.get().match(path).isPresent()) {
                    return near;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<ArchivePattern> changed(String changed) {
        try {
            return Optional.of(parse(changed, given));
        } catch (ConfigurationException braces) { // in the path's ending
            return Optional.empty();
        }
    }

    private static boolean isTooLong(String path) {
        int from = 0;
        for (int slash = path.indexOf('/');
                slash >= 0 && slash - from <= LONGEST_NAME;
                slash = path.indexOf('/', from)) {
            from = slash + 1;
        }
        int slash = path.indexOf('/', from);
        return path.length() > LONGEST_PATH || (slash < 0 ? path.length() : slash) - from > LONGEST_NAME;
    }

    private @Nullable String part(Matcher matcher, String name) {
        Integer group = groups.get(name);
        return group == null ? null : matcher.group(group);
    }

    private static Optional<Instant> time(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (!clock.matches()) {
            long number = Long.parseLong(text);
            return Optional.of(text.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
        }
        String fraction = clock.group(7) == null ? "" : "." + clock.group(7);
        String offset = clock.group(8) == null ? clock.group(9) + ":" + clock.group(10) : "Z";
        try {
            return Optional.of(OffsetDateTime.parse("%s-%s-%sT%s:%s:%s%s%s"
                            .formatted(
                                    clock.group(1),
                                    clock.group(2),
                                    clock.group(3),
                                    clock.group(4),
                                    clock.group(5),
                                    clock.group(6),
                                    fraction,
                                    offset))
                    .toInstant());
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
