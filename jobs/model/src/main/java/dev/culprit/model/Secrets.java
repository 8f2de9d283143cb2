package dev.culprit.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of this process, and the one place that masks them before a text is shown or stored. A server may repeat what it was
 * sent, so a secret is also found as protocols send it: in base64, whatever stands before and after it (SMTP's AUTH LOGIN and
 * AUTH PLAIN, HTTP's Basic), and escaped as in a URL.
 */
public final class Secrets {
    private static final String MASK = "***";
    /** By hand: what is shorter is half of the words of any message, and no secret. */
    private static final int SHORTEST = 4;
    /** By hand: fewer characters stand in words and paths by chance. */
    private static final int SHORTEST_IN_BASE64 = 6;
    /** Of variables that are only named like secrets, such as {@code TOKEN_KIND=none}. */
    private static final int SHORTEST_OF_VARIABLE = 8;

    private static final Pattern NAMES = Pattern.compile(
            "(?i).*(passw|passphrase|secret|token|credential|authorization|external[-_.]?id|api[-_.]?key|access[-_.]?key|private[-_.]?key|account[-_.]?key).*");
    private static final int BITS_OF_CHARACTER = 6;

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");
    private static final BitSet BASE64 = new BitSet();

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_=-"
                .chars()
                .forEach(BASE64::set);
    }

    private static final List<Form> FORMS = new CopyOnWriteArrayList<>();
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    /** @param inBase64 whether what stands around it, as far as it is base64, is of the same message */
    private record Form(String text, boolean inBase64) {
        String masked(String message) {
            StringBuilder out = new StringBuilder();
            int done = 0;
            for (int at = message.indexOf(text); at >= 0; at = message.indexOf(text, done)) {
                int from = at;
                int to = at + text.length();
                while (inBase64 && from > done && BASE64.get(message.charAt(from - 1))) {
                    from--;
                }
                while (inBase64 && to < message.length() && BASE64.get(message.charAt(to))) {
                    to++;
                }
                out.append(message, done, from).append(MASK);
                done = to;
            }
            return done == 0
                    ? message
                    : out.append(message, done, message.length()).toString();
        }
    }

    private Secrets() {}

    /** Whether what a key or variable of that name holds is a secret. */
    public static boolean isSecret(String name) {
        return NAMES.matcher(name).matches();
    }

    /** Has the text masked from now on; null and what is too short to be a secret is passed over. */
    public static void add(@Nullable String secret) {
        if (secret == null || secret.length() < SHORTEST || !KNOWN.add(secret)) {
            return;
        }
        Set<Form> forms = new LinkedHashSet<>();
        forms.add(new Form(secret, false));
        String inUrl = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String escaped : List.of(inUrl, inUrl.replace("+", "%20"))) {
            forms.add(new Form(escaped, false));
            forms.add(new Form(lowerCaseEscapes(escaped), false));
        }
        for (int before = 0; before < 3; before++) {
            String core = inBase64(secret, before);
            if (core.length() >= SHORTEST_IN_BASE64) {
                forms.add(new Form(core, true));
                forms.add(new Form(core.replace('+', '-').replace('/', '_'), true));
            }
        }
        FORMS.addAll(forms);
    }

    private static String lowerCaseEscapes(String escaped) {
        return ESCAPE.matcher(escaped).replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
    }

    /** The characters of base64 that hold nothing but the secret when so many bytes stand before it, whatever these are. */
    private static String inBase64(String secret, int before) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, all, before, bytes.length);
        int from = (before * Byte.SIZE + BITS_OF_CHARACTER - 1) / BITS_OF_CHARACTER;
        int to = all.length * Byte.SIZE / BITS_OF_CHARACTER;
        return Base64.getEncoder().encodeToString(all).substring(from, to);
    }

    /** Adds the values of variables whose names say that they are secrets. */
    public static void addFrom(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (isSecret(name) && value.length() >= SHORTEST_OF_VARIABLE) {
                add(value);
            }
        });
    }

    /** The text without any secret. To be called before it is cut, or a part of one stays. */
    public static String masked(String text) {
        String masked = text;
        for (Form form : FORMS.stream()
                .sorted(Comparator.comparingInt((Form each) -> each.text().length())
                        .reversed())
                .toList()) {
            masked = form.masked(masked);
        }
        return masked;
    }
}
