package dev.culprit.benchmarks.scrapes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * An Istio sidecar that a Host header makes leak: the body of a real one ({@code istio/sidecar-1.5-proxy.prom} of the
 * corpus), whose series of one outside service are there again for each host of a growing list, in the order of the hosts'
 * names, so that births fall anywhere in the body. A tenth of the hosts is asked between two scrapes, and all their
 * counters move.
 */
final class LeakingSidecar {
    private static final String TEMPLATE = "/bodies/istio/sidecar-1.5-proxy.prom.gz";
    private static final String SERVICE = "destination_service=\"archive.ubuntu.com\"";
    private static final double ASKED = 0.1;

    /** Lines that are repeated for each host, and what stands before them. */
    private record Block(byte[] before, List<String> ofHost) {}

    private final Random random;
    private final List<Block> blocks = new ArrayList<>();
    /** Host to the requests that it got; the order is that of the body. */
    private final TreeMap<String, Long> hosts = new TreeMap<>();

    LeakingSidecar(long seed) {
        random = new Random(seed);
        StringBuilder before = new StringBuilder();
        List<String> ofHost = new ArrayList<>();
        for (String line : template()) {
            if (line.startsWith("#") && !ofHost.isEmpty()) {
                blocks.add(new Block(bytes(before), List.copyOf(ofHost)));
                before.setLength(0);
                ofHost.clear();
            }
            if (line.contains(SERVICE) && line.contains("response_code=\"200\"")) {
                ofHost.add(line.substring(0, line.lastIndexOf(' ') + 1));
            }
            before.append(line).append('\n');
        }
        blocks.add(new Block(bytes(before), List.copyOf(ofHost)));
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> template() {
        try (InputStream in = LeakingSidecar.class.getResourceAsStream(TEMPLATE);
                InputStream body = new GZIPInputStream(in)) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Time passes: new hosts are asked for, and some of the known ones again. */
    void grow(int newHosts) {
        hosts.replaceAll(
                (host, requests) -> random.nextDouble() < ASKED ? requests + 1 + random.nextInt(50) : requests);
        for (int i = 0; i < newHosts; i++) {
            String host = "h%08x.shop-%d.example.com".formatted(random.nextInt(), random.nextInt(100));
            hosts.put(host, 1L + random.nextInt(20));
        }
    }

    /** What a scrape gets now. */
    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 20);
        parts().forEach(body::writeBytes);
        return body.toByteArray();
    }

    /** The same, made while it is read, so that it need not fit in the memory. */
    @SuppressWarnings("JdkObsolete") // SequenceInputStream asks for an Enumeration
    InputStream stream() {
        Iterator<byte[]> parts = parts().iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(parts.next());
            }
        });
    }

    private Stream<byte[]> parts() {
        return blocks.stream()
                .flatMap(block -> Stream.concat(
                        Stream.of(block.before()),
                        hosts.entrySet().stream().map(host -> lines(block.ofHost(), host.getKey(), host.getValue()))));
    }

    private static byte[] lines(List<String> ofHost, String host, long requests) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ofHost.size(); i++) {
            String series = ofHost.get(i);
            lines.append(series.replace(SERVICE, "destination_service=\"" + host + "\""))
                    .append(value(series, requests, i, ofHost.size()))
                    .append('\n');
        }
        return bytes(lines);
    }

    private static String value(String series, long requests, int position, int lines) {
        if (series.contains("_sum{")) {
            return requests * 137 + "." + requests % 10;
        }
        // Buckets hold more and more of the requests; count and counters all of them.
        return Long.toString(series.contains("_bucket{") ? requests * Math.min(lines, position + 4) / lines : requests);
    }
}
