package dev.culprit.report.mail;

import java.util.Arrays;

/**
 * A PNG inside a mail.
 *
 * @param id by which the mail's HTML refers to it, {@code cid:ID}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Picture(String id, byte[] png) {
    public Picture {
        png = Arrays.copyOf(png, png.length);
    }

    @Override
    public byte[] png() {
        return Arrays.copyOf(png, png.length);
    }
}
