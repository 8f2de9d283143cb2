package dev.culprit.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * report.html: one file that needs no network. Templates escape all that they are given; the page's own policy forbids
 * browsers to load anything and to run any script but the one below {@code html/sort.js}.
 */
final class HtmlReport {
    private HtmlReport() {}

    static String render(Page page) {
        String script = resource("sort.js");
        return render(
                "page.peb",
                Map.of("page", page, "style", resource("report.css"), "script", script, "scriptHash", sha256(script)));
    }

    /** The same findings as a letter: tables and inline styles, which is what mail readers agree on. */
    static String render(MailPage mail) {
        return render("mail.peb", Map.of("mail", mail, "page", mail.page()));
    }

    private static String render(String template, Map<String, Object> context) {
        PebbleEngine engine = new PebbleEngine.Builder()
                .loader(new ClasspathLoader(HtmlReport.class.getClassLoader()))
                .autoEscaping(true)
                .defaultEscapingStrategy("html")
                .strictVariables(true)
                .newLineTrimming(true)
                .defaultLocale(Locale.ROOT)
                .build();
        StringWriter html = new StringWriter();
        try {
            engine.getTemplate("dev/culprit/report/html/" + template).evaluate(html, context);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return html.toString();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream("html/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("html/" + name, failure);
        }
    }

    private static String sha256(String script) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
