package dev.culprit.report;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of a message, by what they are.
 *
 * @param text lines end with a newline
 * @param pictures by the ids that the HTML refers to
 */
public record Received(String subject, String text, String html, Map<String, byte[]> pictures) {
    public static Received of(MimeMessage message) throws MessagingException, IOException {
        String[] bodies = new String[2];
        Map<String, byte[]> pictures = new TreeMap<>();
        collect(message, bodies, pictures);
        return new Received(message.getSubject(), bodies[0].replace("\r\n", "\n"), bodies[1], pictures);
    }

    private static void collect(Part part, String[] bodies, Map<String, byte[]> pictures)
            throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                collect(parts.getBodyPart(i), bodies, pictures);
            }
        } else if (part.isMimeType("text/plain")) {
            bodies[0] = (String) part.getContent();
        } else if (part.isMimeType("text/html")) {
            bodies[1] = (String) part.getContent();
        } else {
            String id = ((BodyPart) part).getHeader("Content-ID")[0];
            pictures.put(id.substring(1, id.length() - 1), part.getInputStream().readAllBytes());
        }
    }

    /** As a mail reader shows it, with the pictures that came along. */
    public String shown() {
        return shown(html, pictures);
    }

    static String shown(String html, Map<String, byte[]> pictures) {
        String shown = html;
        for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
            shown = shown.replace(
                    "cid:" + picture.getKey(),
                    "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.getValue()));
        }
        return shown;
    }
}
