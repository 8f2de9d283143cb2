package dev.culprit.scrapes.container;

import dev.culprit.scrapes.container.ArchiveEntries.Entry;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads tar (POSIX ustar and pax, GNU long names) entry by entry. Links, folders and devices are passed over. */
final class TarStream extends InputStream {
    private static final int BLOCK = 512;
    private static final String CUT = "tar ends early";
    /** Of a name or pax header; real ones are a few hundred bytes. */
    private static final int MAX_EXTENSION = 1 << 20;

    private final InputStream in;
    private final byte[] header = new byte[BLOCK];
    /** Bytes of the entry that are yet to be read, and of padding behind it. */
    private long left;

    private int padding;
    private @Nullable String longName;
    private @Nullable Long paxSize;
    private @Nullable Double paxSeconds;

    TarStream(InputStream in) {
        this.in = in;
    }

    /** Goes on to the next file; null at the end. */
    @Nullable
    Entry next() throws IOException {
        while (true) {
            skipNBytes(left);
            if (in.readNBytes(padding).length < padding) {
                throw new EOFException(CUT);
            }
            padding = 0;
            if (!readHeader()) {
                return null;
            }
            left = number(124, 12);
            if (left < 0) {
                throw new ZipException("tar header with a size below 0");
            }
            padding = (int) (-left & (BLOCK - 1));
            char type = (char) header[156];
            if (type == 'L') {
                longName = text(extension());
            } else if (type == 'x') {
                pax(extension());
            } else if (type == '0' || type == 0 || type == '7') {
                return entry();
            } else if (type != 'g') {
                forgetExtensions();
            }
        }
    }

    private Entry entry() {
        if (paxSize != null) {
            left = paxSize;
            padding = (int) (-left & (BLOCK - 1));
        }
        String prefix = header[257] == 'u' && header[263] == '0' ? text(345, 155) : "";
        String name = longName != null ? longName : prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
        Instant time = ArchiveEntries.time(paxSeconds != null ? paxSeconds : number(136, 12));
        forgetExtensions();
        return new Entry(name.startsWith("./") ? name.substring(2) : name, left, time);
    }

    private void forgetExtensions() {
        longName = null;
        paxSize = null;
        paxSeconds = null;
    }

    /** @return whether there is one */
    private boolean readHeader() throws IOException {
        int read = in.readNBytes(header, 0, BLOCK);
        if (read == 0) {
            return false;
        }
        if (read < BLOCK) {
            throw new EOFException(CUT);
        }
        int sum = 0;
        boolean empty = true;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
            empty &= header[i] == 0;
        }
        if (empty) {
            return false;
        }
        if (sum != number(148, 8)) {
            throw new ZipException("no tar header where one should be");
        }
        return true;
    }

    private byte[] extension() throws IOException {
        if (left < 0 || left > MAX_EXTENSION) {
            throw new ZipException("tar header of %d bytes".formatted(left));
        }
        return readNBytes((int) left);
    }

    /** Records {@code LENGTH KEY=VALUE\n}. */
    private void pax(byte[] records) throws ZipException {
        int at = 0;
        while (at < records.length) {
            int blank = at;
            while (blank < records.length && records[blank] != ' ') {
                blank++;
            }
            try {
                int end = at + Integer.parseInt(new String(records, at, blank - at, StandardCharsets.US_ASCII));
                String[] record = new String(records, blank + 1, end - blank - 2, StandardCharsets.UTF_8).split("=", 2);
                switch (record[0]) {
                    case "path" -> longName = record[1];
                    case "size" -> paxSize = Math.max(0, Long.parseLong(record[1]));
                    case "mtime" -> paxSeconds = Double.parseDouble(record[1]);
                    default -> {}
                }
                at = end;
            } catch (NumberFormatException | IndexOutOfBoundsException damaged) {
                throw new ZipException("damaged pax header in tar");
            }
        }
    }

    /** Octal digits, or with the first bit set a number of the bytes themselves. */
    private long number(int from, int length) {
        long number = 0;
        if (header[from] < 0) {
            for (int i = from + 4; i < from + length; i++) {
                number = (number << 8) | (header[i] & 0xff);
            }
        } else {
            for (int i = from; i < from + length; i++) {
                if (header[i] >= '0' && header[i] <= '7') {
                    number = (number << 3) | (header[i] - '0');
                }
            }
        }
        return number;
    }

    private String text(int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** The content of the entry. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 || length == 0) {
            return length == 0 ? 0 : -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException(CUT);
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
