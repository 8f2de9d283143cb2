package dev.culprit.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.mail.MailComposer;
import dev.culprit.report.mail.MailSettings;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.remedy.Remedies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text of page and mail stands out from what is behind it as WCAG 2 demands of level AA, in light and in dark. */
final class ContrastTest {
    private static final double ENOUGH = 4.5;
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)\\}");
    private static final Pattern PROPERTY = Pattern.compile("--([\\w-]+):\\s*(#[0-9a-f]{3,6})");
    private static final Pattern TEXT =
            Pattern.compile("(?<![\\w-])(?:color|fill):\\s*(?:var\\(--([\\w-]+)\\)|(#\\w+))");
    private static final Pattern GROUND = Pattern.compile("background(?:-color)?:\\s*(?:var\\(--([\\w-]+)\\)|(#\\w+))");
    private static final Pattern TOKEN = Pattern.compile("<(/?)(\\w+)([^>]*)>|([^<]+)");
    private static final Set<String> WITHOUT_END = Set.of("meta", "img", "br");

    /** Colours as {@code #rrggbb}. */
    private record Paint(String text, String ground) {
        double contrast() {
            double one = luminance(text);
            double other = luminance(ground);
            return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        }

        private static double luminance(String colour) {
            String hex = colour.length() == 4 ? colour.replaceAll("([0-9a-f])", "$1$1") : colour;
            return 0.2126 * linear(hex, 1) + 0.7152 * linear(hex, 3) + 0.0722 * linear(hex, 5);
        }

        private static double linear(String hex, int at) {
            double share = Integer.parseInt(hex, at, at + 2, 16) / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textsOfThePage(boolean dark) throws IOException {
        String css = resource("report.css");
        Map<String, String> colours = new TreeMap<>();
        List<String> blocks = RULE.matcher(css)
                .results()
                .filter(rule -> rule.group(1).contains(":root"))
                .map(rule -> rule.group(2))
                .toList();
        for (String block : blocks.subList(0, dark ? 2 : 1)) {
            PROPERTY.matcher(block).results().forEach(property -> colours.put(property.group(1), property.group(2)));
        }
        assertThat(blocks.get(1)).contains("--paper: #14161a");
        // Where a rule names one of the two only, the other is that of whatever it stands in.
        Set<String> texts = new TreeSet<>(Set.of("ink", "soft"));
        Set<String> grounds = new TreeSet<>(Set.of("paper", "card"));
        Map<String, Paint> pairs = new TreeMap<>();
        RULE.matcher(css).results().forEach(rule -> {
            String text = name(TEXT, rule.group(2));
            String ground = name(GROUND, rule.group(2));
            boolean drawn = rule.group(2).contains("fill:") && !rule.group(1).contains("text");
            if (text != null && ground != null) {
                pairs.put(text + " on " + ground, new Paint(colours.get(text), colours.get(ground)));
            } else if (text != null && !drawn) {
                texts.add(text);
            } else if (ground != null) {
                grounds.add(ground);
            }
        });
        for (String ground : grounds) {
            for (String text : ground.equals("paper") || ground.equals("card") ? texts : Set.of("ink", "soft")) {
                pairs.put(text + " on " + ground, new Paint(colours.get(text), colours.get(ground)));
            }
        }
        assertThat(pairs).containsKeys("soft on paper", "ink on code", "watch on watch-bg", "accent on card");
        assertThat(faint(pairs)).isEmpty();
    }

    private static String name(Pattern pattern, String declarations) {
        Matcher found = pattern.matcher(declarations);
        return found.find() ? found.group(1) : null;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textsOfTheMail(boolean dark) {
        ReportData data =
                Reports.data(Findings.labelLeak(), Findings.applicationLeak(), Findings.plateau(), Findings.unknown());
        MailSettings mail = new MailSettings(
                "a@b.c", List.of("a@b.c"), List.of(), Occasion.ALWAYS, "https://b.c/", MailSettings.NONE.smtp());
        String html = new MailComposer(data, Remedies.load(), mail, "t", "", List.of())
                .write()
                .get(0)
                .html();
        Map<String, String> darkRules = new HashMap<>();
        int style = html.indexOf("prefers-color-scheme");
        Pattern.compile("\\.([\\w-]+) \\{([^{}]*)\\}")
                .matcher(html.substring(style, html.indexOf("</style>")))
                .results()
                .forEach(rule -> darkRules.put(rule.group(1), rule.group(2)));
        Map<String, Paint> pairs = new TreeMap<>();
        Deque<Paint> around = new ArrayDeque<>(List.of(new Paint("#000000", "#ffffff")));
        TOKEN.matcher(html.substring(html.indexOf("<body"), html.indexOf("</html>")))
                .results()
                .forEach(token -> {
                    if (token.group(4) != null) {
                        if (!token.group(4).isBlank()) {
                            pairs.put(around.peek() + " " + token.group(4).strip(), around.peek());
                        }
                    } else if (!token.group(1).isEmpty()) {
                        around.pop();
                    } else if (!WITHOUT_END.contains(token.group(2))) {
                        around.push(paint(token.group(3), around.peek(), dark ? darkRules : Map.of()));
                    }
                });
        assertThat(around).hasSize(1);
        assertThat(pairs).hasSizeGreaterThan(50);
        assertThat(faint(pairs)).isEmpty();
    }

    private static Paint paint(String attributes, Paint around, Map<String, String> classes) {
        StringBuilder declarations = new StringBuilder();
        Matcher named = Pattern.compile("class=\"([^\"]*)\"").matcher(attributes);
        if (named.find()) {
            // They are marked important, so what they say comes first.
            for (String one : named.group(1).split(" ", -1)) {
                declarations.append(classes.getOrDefault(one, "")).append(';');
            }
        }
        declarations.append(attributes);
        Matcher text = TEXT.matcher(declarations);
        Matcher ground = GROUND.matcher(declarations);
        return new Paint(
                text.find() ? text.group(2) : around.text(), ground.find() ? ground.group(2) : around.ground());
    }

    private static Map<String, Double> faint(Map<String, Paint> pairs) {
        Map<String, Double> faint = new TreeMap<>();
        pairs.forEach((name, paint) -> {
            if (paint.contrast() < ENOUGH) {
                faint.put(name, paint.contrast());
            }
        });
        return faint;
    }

    private static String resource(String name) throws IOException {
        try (var in = ContrastTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
