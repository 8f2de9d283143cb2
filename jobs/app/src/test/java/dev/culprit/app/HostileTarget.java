package dev.culprit.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Scrapes of a target whose every name and value would do something to those who show it carelessly. */
final class HostileTarget {
    static final String CONTAINER = "=cmd('x')<img src=x onerror=document.title=1>";
    static final String NAMESPACE = "@SUM(1)<b>\u001b[31m";
    static final String POD = "-2+3\"'><i>-0";
    static final String VALUE =
            "+1</td></script><script>document.title=1</script>{{ page }}\r\nBcc: evil@example.com\t\u202egnp\u0000";
    private static final String METRIC = "=cmd|' /C calc'!A0";
    private static final String LABEL = "-2+3</th><script>document.title=1</script>";
    private static final Instant BEGIN = Instant.parse("2026-11-16T00:10:00Z");
    private static final int HOURS = 70;
    private static final int VALUES_AN_HOUR = 6;

    private HostileTarget() {}

    /** Hourly scrapes; the last holds two lines more, with bytes that are no UTF-8, and is read but for these. */
    static void write(Path archive) throws IOException {
        Path folder = Files.createDirectories(archive.resolve(CONTAINER).resolve(NAMESPACE + "." + POD));
        for (int hour = 0; hour < HOURS; hour++) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int i = 0; i < hour * VALUES_AN_HOUR + 1; i++) {
                String value =
                        (VALUE + i).replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
                body.writeBytes("{\"%s\",\"%s\"=\"%s\"} 1\n"
                        .formatted(METRIC, LABEL, value)
                        .getBytes(StandardCharsets.UTF_8));
            }
            if (hour == HOURS - 1) {
                byte[] halfOfSurrogatePair = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
                byte[] neverInUtf8 = {(byte) 0xff, (byte) 0xfe};
                line(body, halfOfSurrogatePair);
                line(body, neverInUtf8);
            }
            Instant time = BEGIN.plus(Duration.ofHours(hour));
            Files.write(folder.resolve(time.toString().replaceAll("[-:]", "") + ".txt"), body.toByteArray());
        }
    }

    private static void line(ByteArrayOutputStream body, byte[] value) {
        body.writeBytes("up{host=\"".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(value);
        body.writeBytes("\"} 1\n".getBytes(StandardCharsets.UTF_8));
    }
}
