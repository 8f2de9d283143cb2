package dev.culprit.app;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.culprit.extract.memory.source.SourceKeys;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A block of the configuration, read key by key. It remembers which keys were asked for, so that all others can be refused.
 * It notes errors instead of stopping at the first, and returns a placeholder then: {@link ConfigErrors#refuse} follows before
 * anybody uses it.
 */
final class ConfigBlock implements SourceKeys {
    private static final int SHOWN = 100;

    private final String path;
    private final @Nullable ConfigObject object;
    private final ConfigErrors errors;
    private final Set<String> asked = new LinkedHashSet<>();
    private Map<String, String> elsewhere = Map.of();
    private final List<ConfigBlock> inner = new ArrayList<>();

    /** @param object null where the block is absent: nothing is missed in it, and nothing found */
    ConfigBlock(String path, @Nullable ConfigObject object, ConfigErrors errors) {
        this.path = path;
        this.object = object;
        this.errors = errors;
    }

    boolean has(String key) {
        return value(key) != null;
    }

    /** Words that must be there. */
    @Override
    public String text(String key) {
        String text = optionalText(key);
        if (text != null) {
            return text;
        }
        if (!isStructure(value(key))) {
            missing(key);
        }
        return "";
    }

    /** Null where the key is absent, or empty as an unset variable of the environment may leave it. */
    @Override
    public @Nullable String optionalText(String key) {
        ConfigValue value = value(key);
        if (value == null) {
            return null;
        }
        if (isStructure(value)) {
            wrong(key, value, "must be text");
            return null;
        }
        String text = String.valueOf(value.unwrapped()).strip();
        return text.isEmpty() ? null : text;
    }

    /** A text that the function must understand; it says what it misses with an {@link IllegalArgumentException}. */
    @Override
    public <T> @Nullable T optional(String key, Function<String, T> parse) {
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

    @Override
    public Map<String, String> texts(String key) {
        ConfigBlock block = block(key);
        Map<String, String> texts = new LinkedHashMap<>();
        if (block.object != null) {
            for (String each : block.object.keySet()) {
                @Nullable String text = block.optionalText(each);
                if (text != null) {
                    texts.put(each, text);
                }
            }
        }
        return texts;
    }

    @Override
    public @Nullable List<String> optionalList(String key) {
        return has(key) ? list(key, text -> text) : null;
    }

    boolean flag(String key) {
        String text = text(key);
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            wrong(key, value(key), "must be true or false");
        }
        return text.equals("true");
    }

    /** A list of texts, each of which the function must understand as {@link #optional} has it. */
    <T> List<T> list(String key, Function<String, T> parse) {
        List<T> parsed = new ArrayList<>();
        for (ConfigValue element : elements(key)) {
            if (element.valueType() == ConfigValueType.STRING) {
                try {
                    parsed.add(parse.apply((String) element.unwrapped()));
                } catch (IllegalArgumentException unfit) {
                    wrong(key, element, String.valueOf(unfit.getMessage()));
                }
            } else {
                wrong(key, element, "must be a list of texts");
            }
        }
        return parsed;
    }

    /** The block under the key, read as one without keys where it is absent. */
    ConfigBlock block(String key) {
        ConfigValue value = value(key);
        if (value != null && value.valueType() != ConfigValueType.OBJECT) {
            wrong(key, value, "must be a block in braces");
            value = null;
        }
        return inner(key, (ConfigObject) value);
    }

    List<ConfigBlock> blocks(String key) {
        List<ConfigBlock> blocks = new ArrayList<>();
        for (ConfigValue element : elements(key)) {
            if (element.valueType() == ConfigValueType.OBJECT) {
                blocks.add(inner(key + "[" + blocks.size() + "]", (ConfigObject) element));
            } else {
                wrong(key, element, "must be a list of blocks in braces");
            }
        }
        return blocks;
    }

    /** Keys that may be given though this version has no use for them. */
    void accept(String... keys) {
        for (String key : keys) {
            optionalText(key);
        }
    }

    /** Tells of keys that are refused here where they belong: {@code belongs to ...}, by key. */
    void refuse(Map<String, String> keys) {
        elsewhere = keys;
    }

    /** The keys of this block that were asked for. */
    Set<String> asked() {
        return asked;
    }

    /** Whether a list stands at the key that has no elements. */
    boolean isEmptyList(String key) {
        return value(key) instanceof ConfigList list && list.isEmpty();
    }

    /**
     * Notes that something must stand at the key and does not.
     *
     * @param state {@code is missing} or {@code is empty}
     */
    void absent(String key, String state, String mend) {
        ConfigValue value = value(key);
        ConfigOrigin origin = value != null ? value.origin() : object != null ? object.origin() : null;
        // The packaged defaults are no place to mend anything.
        String place = origin == null || origin.filename() == null ? "" : place(origin);
        errors.absent(pathOf(key), "%s %s%s: %s".formatted(pathOf(key), state, place, mend));
    }

    /** Notes an error of the key's value. */
    void wrong(String key, String what) {
        wrong(key, value(key), what);
    }

    /** Every key that was asked for, with its whole path. */
    Stream<String> knownPaths() {
        return Stream.concat(asked.stream().map(this::pathOf), inner.stream().flatMap(ConfigBlock::knownPaths));
    }

    /** Notes every key that nobody has asked for. */
    void refuseOthers() {
        if (object != null) {
            object.forEach((key, value) -> {
                if (!asked.contains(key)) {
                    refuse(key, value);
                }
            });
        }
        inner.forEach(ConfigBlock::refuseOthers);
    }

    private void refuse(String key, ConfigValue value) {
        String owner = elsewhere.get(key);
        if (owner != null) {
            errors.unknownKey("%s %s%s".formatted(pathOf(key), owner, place(value.origin())));
            return;
        }
        Optional<ConfigBlock> within =
                inner.stream().filter(block -> block.asked.contains(key)).findFirst();
        if (within.isPresent()) {
            errors.unknownKey(
                    "%s%s: it belongs into %s { }".formatted(pathOf(key), place(value.origin()), within.get().path));
            errors.forgetAbsent(within.get().pathOf(key));
            return;
        }
        String nearest = EditDistance.nearest(key, asked);
        errors.unknownKey("%s: unknown key%s; did you mean '%s'?"
                .formatted(pathOf(Text.printable(key, SHOWN)), place(value.origin()), nearest));
        if (EditDistance.between(key, nearest) <= nearest.length() / 2) {
            errors.forgetAbsent(pathOf(nearest));
        }
    }

    private ConfigBlock inner(String key, @Nullable ConfigObject value) {
        ConfigBlock block = new ConfigBlock(pathOf(key), value, errors);
        inner.add(block);
        return block;
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
            errors.absent(pathOf(key), "%s is missing%s".formatted(pathOf(key), place(object.origin())));
        }
    }

    private void wrong(String key, @Nullable ConfigValue value, String what) {
        String shown = value == null || isStructure(value) || mayBeSecret(key, value)
                ? ""
                : ", not '" + Text.printable(String.valueOf(value.unwrapped()), SHOWN) + "'";
        ConfigOrigin origin = value == null ? null : value.origin();
        errors.wrongValue("%s %s%s%s".formatted(pathOf(key), what, shown, origin == null ? "" : place(origin)));
    }

    /** What a variable holds is not known to be harmless, whatever key it was put at. */
    private boolean mayBeSecret(String key, ConfigValue value) {
        return Secrets.isSecret(key)
                || (key.equals("url") && path.contains(".webhooks["))
                || value.origin().description().contains(ConfigurationFiles.ENVIRONMENT);
    }

    private static boolean isStructure(@Nullable ConfigValue value) {
        return value instanceof ConfigObject || value instanceof ConfigList;
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
