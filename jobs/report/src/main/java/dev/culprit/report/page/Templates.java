package dev.culprit.report.page;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** HTML templates on the class path. They escape all that they are given, and fail on what they are not given. */
public final class Templates {
    private Templates() {}

    /**
     * @param template its whole path, {@code dev/culprit/report/page/page.peb}
     * @param values by the names that the template uses
     */
    public static String render(String template, Map<String, Object> values) {
        PebbleEngine engine = new PebbleEngine.Builder()
                .loader(new ClasspathLoader(Templates.class.getClassLoader()))
                .autoEscaping(true)
                .defaultEscapingStrategy("html")
                .strictVariables(true)
                .newLineTrimming(true)
                .defaultLocale(Locale.ROOT)
                .build();
        StringWriter html = new StringWriter();
        try {
            engine.getTemplate(template).evaluate(html, values);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return html.toString();
    }
}
