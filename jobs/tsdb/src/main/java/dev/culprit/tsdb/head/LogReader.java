package dev.culprit.tsdb.head;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Crc;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.head.HeadFiles.LogFile;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/**
 * Reads records out of segments ({@code tsdb/wlog}): pages of 32 KiB with fragments in them. What is damaged is skipped up to
 * the next page that begins with a whole record, and told.
 */
final class LogReader {
    private static final int PAGE = 1 << 15;
    private static final int FRAGMENT_HEADER = 7;
    private static final int SNAPPY = 0x08;
    private static final int ZSTD = 0x10;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;
    /** A record is no longer than a segment, which is 256 MB at most. */
    private static final int LONGEST = 256 << 20;

    private final Records records;
    private final List<Skipped> skipped;
    private byte[] record = new byte[PAGE];
    private int length;
    private boolean within;
    private boolean lost;
    private int compression;
    private LogFile file = new LogFile("", 0, 0);
    private long offset;

    /** Takes records; one that it refuses is told as damaged. */
    interface Records {
        void record(byte[] bytes, int length) throws CorruptException;
    }

    LogReader(Records records, List<Skipped> skipped) {
        this.records = records;
        this.skipped = skipped;
    }

    /**
     * Reads segments one after the other.
     *
     * @param live whether a server may be writing to the last of them, or was killed while it did: its last record may be cut
     */
    void read(List<LogFile> files, boolean live) throws IOException {
        long before = -1;
        for (LogFile next : files) {
            if (before >= 0 && next.number() != before + 1) {
                skipped.add(new Skipped(next.path(), "the segment before it is missing", 1));
            }
            before = next.number();
            file = next;
            within = false;
            lost = false;
            readSegment(live && next.equals(files.get(files.size() - 1)));
        }
    }

    private void readSegment(boolean live) throws IOException {
        byte[] page = new byte[PAGE];
        try (InputStream in = Files.newInputStream(file.file())) {
            offset = 0;
            while (offset < file.bytes()) {
                int size = in.readNBytes(page, 0, (int) Math.min(PAGE, file.bytes() - offset));
                if (size == 0) {
                    break;
                }
                readPage(page, size, live);
                offset += size;
            }
        }
        if (within && !live) {
            damaged(0, "record is cut");
        }
    }

    private void readPage(byte[] page, int size, boolean live) {
        int at = 0;
        while (at < size) {
            int type = page[at] & 7;
            if (lost && (at > 0 || (type != FULL && type != FIRST))) {
                return;
            }
            if (type == 0) {
                if (!isZero(page, at, size)) {
                    damaged(at, "bytes behind the end of a page");
                }
                return;
            }
            int left = size - at - FRAGMENT_HEADER;
            int fragment = left < 0 ? 0 : (page[at + 1] & 0xff) << 8 | (page[at + 2] & 0xff);
            if (left < fragment) {
                within = false;
                if (size == PAGE || !live) {
                    damaged(at, "record is cut");
                }
                return;
            }
            int from = at + FRAGMENT_HEADER;
            if (crc(page, at) != Crc.of(page, from, fragment)) {
                damaged(at, "record with a wrong checksum");
                return;
            }
            lost = false;
            if (!take(type, page, at, from, fragment)) {
                return;
            }
            at = from + fragment;
        }
    }

    private static boolean isZero(byte[] page, int from, int to) {
        for (int i = from; i < to; i++) {
            if (page[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static long crc(byte[] page, int at) {
        try {
            return new Cursor(page, at + 3, at + FRAGMENT_HEADER).u32();
        } catch (CorruptException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @return whether the page goes on */
    private boolean take(int type, byte[] page, int at, int from, int fragment) {
        boolean begins = type == FULL || type == FIRST;
        if (begins == within || type > LAST) {
            damaged(at, "part of a record without the others");
            return false;
        }
        if (begins) {
            length = 0;
            compression = page[at] & (SNAPPY | ZSTD);
        }
        if (length + fragment > LONGEST) {
            damaged(at, "record of more than 256 MiB");
            return false;
        }
        if (length + fragment > record.length) {
            record = Arrays.copyOf(record, Math.max(2 * record.length, length + fragment));
        }
        System.arraycopy(page, from, record, length, fragment);
        length += fragment;
        within = type == FIRST || type == MIDDLE;
        if (!within) {
            try {
                emit();
            } catch (CorruptException damaged) {
                skipped.add(new Skipped(file.path(), "record that cannot be read: " + damaged.getMessage(), 1));
            }
        }
        return true;
    }

    private void emit() throws CorruptException {
        if (compression == 0) {
            records.record(record, length);
        } else if (compression == SNAPPY) {
            byte[] plain = Snappy.decompress(record, length);
            records.record(plain, plain.length);
        } else {
            byte[] plain = zstd(record, length);
            records.record(plain, plain.length);
        }
    }

    private static byte[] zstd(byte[] record, int length) throws CorruptException {
        byte[] compressed = Arrays.copyOf(record, length);
        try {
            long told = Zstd.getFrameContentSize(compressed);
            if (told < 0 || told > LONGEST) {
                throw new CorruptException("zstd does not tell how much there is");
            }
            return Zstd.decompress(compressed, (int) told);
        } catch (ZstdException damaged) {
            throw new CorruptException("zstd: " + damaged.getMessage());
        }
    }

    private void damaged(int at, String reason) {
        if (!lost) {
            skipped.add(new Skipped(file.path(), "%s at byte %d".formatted(reason, offset + at), 1));
        }
        within = false;
        lost = true;
    }
}
