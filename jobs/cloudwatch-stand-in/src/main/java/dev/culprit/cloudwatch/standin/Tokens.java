package dev.culprit.cloudwatch.standin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NextToken: a place in the answer to one request of one caller, of no use with any other. */
final class Tokens {
    private static final String MEMBER = "NextToken";
    private static final Pattern PLACE = Pattern.compile("([0-9a-f]{64}):(\\d{1,9})");

    private final String request;

    Tokens(Operation operation, Caller caller, Map<String, Object> request) {
        Map<String, Object> others = new TreeMap<>(request);
        others.remove(MEMBER);
        this.request = digest(operation + " " + caller + " " + others);
    }

    /** The place that the request goes on from, 0 where it begins. */
    int place(Members request) {
        String token = request.text(MEMBER);
        if (token == null) {
            return 0;
        }
        Matcher place = PLACE.matcher(decoded(token));
        if (!place.matches() || !place.group(1).equals(this.request)) {
            throw invalid();
        }
        return Integer.parseInt(place.group(2));
    }

    String token(int place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((request + ":" + place).getBytes(StandardCharsets.US_ASCII));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
    }

    private static Refusal invalid() {
        return new Refusal(400, "InvalidNextToken", "The specified next token is invalid.");
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
