package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.Crc;
import dev.culprit.tsdb.series.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes blocks for tests, as Prometheus 3.7 lays them out, and some as only others do. */
public final class BlockWriter {
    private static final int XOR = 1;

    private final String ulid;
    private final Map<List<String>, List<Chunk>> series = new TreeMap<>(BlockWriter::compare);
    private final TreeSet<String> symbols = new TreeSet<>();
    private int version = 2;
    private String metaVersion = "1";
    private String more = "";
    private final ByteArrayOutputStream tombstones = new ByteArrayOutputStream();

    private record Chunk(int encoding, long first, long last, byte[] data) {}

    public BlockWriter(String ulid) {
        this.ulid = ulid;
        symbols.add("");
    }

    private static int compare(List<String> left, List<String> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int byText = left.get(i).compareTo(right.get(i));
            if (byText != 0) {
                return byText;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    public BlockWriter version(int indexVersion, int inMeta) {
        version = indexVersion;
        metaVersion = Integer.toString(inMeta);
        return this;
    }

    /** More keys of meta.json. */
    public BlockWriter meta(String keys) {
        more = ", " + keys;
        return this;
    }

    /** A symbol that no series uses. */
    public BlockWriter symbol(String unused) {
        symbols.add(unused);
        return this;
    }

    /** A chunk of samples, each a time and the bits of a value. */
    public BlockWriter chunk(Map<String, String> labels, long[]... samples) {
        return chunk(labels, XOR, samples[0][0], samples[samples.length - 1][0], xor(samples));
    }

    public BlockWriter chunk(Map<String, String> labels, int encoding, long first, long last, byte[] data) {
        Map<String, String> sorted = new TreeMap<>(labels);
        symbols.addAll(sorted.keySet());
        symbols.addAll(sorted.values());
        series.computeIfAbsent(Labels.of(sorted).pairs(), none -> new ArrayList<>())
                .add(new Chunk(encoding, first, last, data));
        return this;
    }

    public BlockWriter tombstone(long reference, long first, long last) {
        uvarint(tombstones, reference);
        varint(tombstones, first);
        varint(tombstones, last);
        return this;
    }

    public Path write(Path folder) throws IOException {
        Path block = folder.resolve(ulid);
        Files.createDirectories(block.resolve("chunks"));
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes(new byte[] {(byte) 0x85, (byte) 0xBD, 0x40, (byte) 0xDD, 1, 0, 0, 0});
        Files.write(block.resolve("index"), index(chunks));
        Files.write(block.resolve("chunks/000001"), chunks.toByteArray());
        ByteArrayOutputStream deletions = new ByteArrayOutputStream();
        deletions.writeBytes(new byte[] {0x01, 0x30, (byte) 0xBA, 0x30, 1});
        deletions.writeBytes(tombstones.toByteArray());
        fixed(deletions, 4, Crc.of(tombstones.toByteArray(), 0, tombstones.size()));
        Files.write(block.resolve("tombstones"), deletions.toByteArray());
        long first = series.values().stream()
                .flatMap(List::stream)
                .mapToLong(Chunk::first)
                .min()
                .orElse(0);
        long last = series.values().stream()
                .flatMap(List::stream)
                .mapToLong(Chunk::last)
                .max()
                .orElse(0);
        long count = series.values().stream().mapToLong(List::size).sum();
        Files.writeString(block.resolve("meta.json"), """
                {"ulid": "%s", "minTime": %d, "maxTime": %d, "stats": {"numSeries": %d, "numChunks": %d}, "version": %s%s}""".formatted(
                        ulid, first, last + 1, series.size(), count, metaVersion, more));
        return block;
    }

    private byte[] index(ByteArrayOutputStream chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fixed(out, 4, 0xBAAAD700L);
        out.write(version);
        Map<String, Long> references = new TreeMap<>();
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        fixed(table, 4, symbols.size());
        for (String symbol : symbols) {
            references.put(symbol, version == 1 ? out.size() + 4L + table.size() : references.size());
            text(table, symbol);
        }
        section(out, table.toByteArray());
        long seriesStart = out.size();
        Map<List<String>, List<Long>> postings = new TreeMap<>(BlockWriter::compare);
        series.forEach((pairs, ofSeries) -> {
            while (version > 1 && out.size() % 16 != 0) {
                out.write(0);
            }
            long id = version == 1 ? out.size() : out.size() / 16;
            postings.computeIfAbsent(List.of("", ""), none -> new ArrayList<>()).add(id);
            for (int i = 0; i < pairs.size(); i += 2) {
                postings.computeIfAbsent(pairs.subList(i, i + 2), none -> new ArrayList<>())
                        .add(id);
            }
            byte[] content = entry(pairs, ofSeries, references, chunks);
            uvarint(out, content.length);
            out.writeBytes(content);
            fixed(out, 4, Crc.of(content, 0, content.length));
        });
        long seriesEnd = out.size();
        ByteArrayOutputStream offsets = new ByteArrayOutputStream();
        fixed(offsets, 4, postings.size());
        postings.forEach((label, ids) -> {
            while (out.size() % 4 != 0) {
                out.write(0);
            }
            uvarint(offsets, 2);
            text(offsets, label.get(0));
            text(offsets, label.get(1));
            uvarint(offsets, out.size());
            ByteArrayOutputStream list = new ByteArrayOutputStream();
            fixed(list, 4, ids.size());
            ids.forEach(id -> fixed(list, 4, id));
            section(out, list.toByteArray());
        });
        long offsetTable = out.size();
        section(out, offsets.toByteArray());
        ByteArrayOutputStream toc = new ByteArrayOutputStream();
        for (long place : new long[] {5, seriesStart, seriesEnd, offsetTable, seriesEnd, offsetTable}) {
            fixed(toc, 8, place);
        }
        out.writeBytes(toc.toByteArray());
        fixed(out, 4, Crc.of(toc.toByteArray(), 0, toc.size()));
        return out.toByteArray();
    }

    private static byte[] entry(
            List<String> pairs, List<Chunk> ofSeries, Map<String, Long> references, ByteArrayOutputStream chunks) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        uvarint(content, pairs.size() / 2);
        pairs.forEach(text -> uvarint(content, references.get(text)));
        uvarint(content, ofSeries.size());
        long end = 0;
        long reference = 0;
        for (int i = 0; i < ofSeries.size(); i++) {
            Chunk chunk = ofSeries.get(i);
            long at = chunks.size();
            if (i == 0) {
                varint(content, chunk.first());
            } else {
                uvarint(content, chunk.first() - end);
            }
            uvarint(content, chunk.last() - chunk.first());
            if (i == 0) {
                uvarint(content, at);
            } else {
                varint(content, at - reference);
            }
            end = chunk.last();
            reference = at;
            ByteArrayOutputStream summed = new ByteArrayOutputStream();
            summed.write(chunk.encoding());
            summed.writeBytes(chunk.data());
            uvarint(chunks, chunk.data().length);
            chunks.writeBytes(summed.toByteArray());
            fixed(chunks, 4, Crc.of(summed.toByteArray(), 0, summed.size()));
        }
        return content.toByteArray();
    }

    private static void section(ByteArrayOutputStream out, byte[] content) {
        fixed(out, 4, content.length);
        out.writeBytes(content);
        fixed(out, 4, Crc.of(content, 0, content.length));
    }

    private static void fixed(ByteArrayOutputStream out, int bytes, long value) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        out.write(all, Long.BYTES - bytes, bytes);
    }

    private static void uvarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        uvarint(out, value << 1 ^ value >> 63);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        uvarint(out, bytes.length);
        out.writeBytes(bytes);
    }

    /** Each way that the encoding has for a step of the time and for a value, where it fits. */
    static byte[] xor(long[]... samples) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fixed(out, 2, samples.length);
        varint(out, samples[0][0]);
        fixed(out, 8, samples[0][1]);
        if (samples.length == 1) {
            return out.toByteArray();
        }
        long step = samples[1][0] - samples[0][0];
        uvarint(out, step);
        Bits bits = new Bits(out);
        int lead = -1;
        int trail = 0;
        for (int i = 1; i < samples.length; i++) {
            if (i > 1) {
                long next = samples[i][0] - samples[i - 1][0];
                bits.step(next - step);
                step = next;
            }
            long changed = samples[i][1] ^ samples[i - 1][1];
            int newLead = Math.min(31, Long.numberOfLeadingZeros(changed));
            int newTrail = Long.numberOfTrailingZeros(changed);
            if (changed == 0) {
                bits.put(0, 1);
            } else if (lead >= 0 && newLead >= lead && newTrail >= trail) {
                bits.put(0b10, 2);
                bits.put(changed >>> trail, 64 - lead - trail);
            } else {
                lead = newLead;
                trail = newTrail;
                int significant = 64 - lead - trail;
                bits.put(0b11, 2);
                bits.put(lead, 5);
                bits.put(significant & 63, 6);
                bits.put(changed >>> trail, significant);
            }
        }
        bits.end();
        return out.toByteArray();
    }

    private static final class Bits {
        private final ByteArrayOutputStream out;
        private int current;
        private int count;

        Bits(ByteArrayOutputStream out) {
            this.out = out;
        }

        void step(long change) {
            int[] widths = {14, 17, 20};
            if (change == 0) {
                put(0, 1);
                return;
            }
            for (int i = 0; i < widths.length; i++) {
                long half = 1L << (widths[i] - 1);
                if (change > -half && change <= half) {
                    put((2L << (i + 1)) - 2, i + 2);
                    put(change, widths[i]);
                    return;
                }
            }
            put(0b1111, 4);
            put(change, 64);
        }

        void put(long value, int width) {
            for (int i = width - 1; i >= 0; i--) {
                current = current << 1 | (int) (value >>> i & 1);
                count++;
                if (count == 8) {
                    out.write(current);
                    count = 0;
                    current = 0;
                }
            }
        }

        void end() {
            if (count > 0) {
                out.write(current << (8 - count));
            }
        }
    }
}
