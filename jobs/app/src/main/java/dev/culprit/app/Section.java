package dev.culprit.app;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.culprit.model.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A block of the configuration, read key by key. It remembers which keys were asked for, so that all others can be refused,
 * and notes what is wrong instead of stopping: what it returns then is a placeholder that nobody sees, for
 * {@link Problems#refuse} follows.
 */
final class Section {
    private static final int SHOWN = 100;

    private final String path;
    private final @Nullable ConfigObject object;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Section> inner = new ArrayList<>();

    /** @param object null where the block is absent: nothing is missed in it, and nothing found */
    Section(String path, @Nullable ConfigObject object, Problems problems) {
        this.path = path;
        this.object = object;
        this.problems = problems;
    }

    boolean has(String key) {
        return value(key) != null;
    }

    /** Words that must be there. */
    String text(String key) {
        String text = optionalText(key);
        if (text == null) {
            missing(key);
            return "";
        }
        return text;
    }

    /** Null where the key is absent, or empty as an unset variable of the environment may leave it. */
    @Nullable
    String optionalText(String key) {
        ConfigValue value = value(key);
        if (value == null) {
            return null;
        }
        if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
            wrong(key, value, "must be text");
            return null;
        }
        String text = String.valueOf(value.unwrapped()).strip();
        return text.isEmpty() ? null : text;
    }

    /** A text that the function must understand; it says what it misses with an {@link IllegalArgumentException}. */
    <T> @Nullable T optional(String key, Function<String, T> parse) {
        String text = optionalText(key);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException unfit) {
            wrong(key, value(key), String.valueOf(unfit.getMessage()));
            return null;
        }
    }

    boolean flag(String key) {
        String text = text(key);
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            wrong(key, value(key), "must be true or false");
        }
        return text.equals("true");
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (ConfigValue element : elements(key)) {
            if (element.valueType() == ConfigValueType.STRING) {
                texts.add((String) element.unwrapped());
            } else {
                wrong(key, element, "must be a list of texts");
            }
        }
        return texts;
    }

    /** The block under the key, read as one without keys where it is absent. */
    Section section(String key) {
        ConfigValue value = value(key);
        if (value != null && value.valueType() != ConfigValueType.OBJECT) {
            wrong(key, value, "must be a block in braces");
            value = null;
        }
        return inner(key, (ConfigObject) value);
    }

    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (ConfigValue element : elements(key)) {
            if (element.valueType() == ConfigValueType.OBJECT) {
                sections.add(inner(key + "[" + sections.size() + "]", (ConfigObject) element));
            } else {
                wrong(key, element, "must be a list of blocks in braces");
            }
        }
        return sections;
    }

    /** Keys that may be given though this version has no use for them. */
    void accept(String... keys) {
        for (String key : keys) {
            optionalText(key);
        }
    }

    /** Notes a problem whose place does not matter. */
    void note(String key, String what) {
        problems.add(pathOf(key) + " " + what);
    }

    /** Notes a problem with the key's value. */
    void wrong(String key, String what) {
        wrong(key, value(key), what);
    }

    /** Every key that was asked for, with its whole path. */
    Stream<String> knownPaths() {
        return Stream.concat(asked.stream().map(this::pathOf), inner.stream().flatMap(Section::knownPaths));
    }

    /** Notes every key that nobody has asked for. */
    void refuseOthers() {
        if (object != null) {
            object.forEach((key, value) -> {
                if (!asked.contains(key)) {
                    problems.unknownKey("%s: unknown key%s; did you mean '%s'?"
                            .formatted(
                                    pathOf(Text.printable(key, SHOWN)),
                                    place(value.origin()),
                                    EditDistance.nearest(key, asked)));
                }
            });
        }
        inner.forEach(Section::refuseOthers);
    }

    private Section inner(String key, @Nullable ConfigObject value) {
        Section section = new Section(pathOf(key), value, problems);
        inner.add(section);
        return section;
    }

    private @Nullable ConfigValue value(String key) {
        asked.add(key);
        ConfigValue value = object == null ? null : object.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
    }

    private List<ConfigValue> elements(String key) {
        ConfigValue value = value(key);
        if (value == null) {
            missing(key);
            return List.of();
        }
        if (value.valueType() != ConfigValueType.LIST) {
            wrong(key, value, "must be a list in brackets");
            return List.of();
        }
        return (ConfigList) value;
    }

    private void missing(String key) {
        if (object != null) {
            problems.add("%s is missing%s".formatted(pathOf(key), place(object.origin())));
        }
    }

    private void wrong(String key, @Nullable ConfigValue value, String what) {
        String shown = value == null
                        || value.valueType() == ConfigValueType.OBJECT
                        || value.valueType() == ConfigValueType.LIST
                ? ""
                : ", not '" + Text.printable(String.valueOf(value.unwrapped()), SHOWN) + "'";
        ConfigOrigin origin = value == null ? null : value.origin();
        problems.add("%s %s%s%s".formatted(pathOf(key), what, shown, origin == null ? "" : place(origin)));
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Empty where several files together make up the block: none of them is the place. */
    private static String place(ConfigOrigin origin) {
        if (origin.filename() == null && origin.description().startsWith("merge of")) {
            return "";
        }
        String place = origin.filename() == null ? origin.description() : origin.filename() + ":" + origin.lineNumber();
        return " in " + Text.printable(place, 200);
    }
}
