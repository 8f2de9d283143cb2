package dev.culprit.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * report.html: one file that needs no network. The page's own policy forbids browsers to load anything and to run any script
 * but {@code page.js}.
 */
public final class HtmlReport {
    private HtmlReport() {}

    public static String render(ReportPage page) {
        String script = resource("page.js");
        return Templates.render(
                "dev/culprit/report/page/page.peb",
                Map.of(
                        "page",
                        page,
                        "style",
                        resource("report.css"),
                        "script",
                        script,
                        "scriptHash",
                        sha256(script),
                        "newline",
                        "\n"));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(name, failure);
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
