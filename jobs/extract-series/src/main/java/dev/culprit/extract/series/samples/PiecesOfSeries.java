package dev.culprit.extract.series.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pieces of each series together, series in the order of their first pieces: what stands together in a place is read
 * together then, which is what files and buckets are fast at.
 */
final class PiecesOfSeries implements Iterable<List<Piece>> {
    private static final Comparator<Piece> BY_IDENTITY =
            Comparator.comparingLong(Piece::id).thenComparing(Piece::metric);

    private final List<Piece> pieces;
    /** By piece, the next one of the same series; itself for the last. */
    private final int[] next;

    private final BitSet followers = new BitSet();

    PiecesOfSeries(List<Piece> pieces) {
        this.pieces = pieces;
        this.next = IntStream.range(0, pieces.size()).toArray();
        // Numbers are sorted, as pieces would be slow to: the end of each id, and behind it the piece's place.
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(pieces.size());
        long[] keys = new long[pieces.size()];
        Arrays.setAll(keys, i -> pieces.get(i).id() << bits | i);
        Arrays.sort(keys);
        int mask = (1 << bits) - 1;
        for (int from = 0, to = 0; from < keys.length; from = to) {
            while (to < keys.length && keys[to] >> bits == keys[from] >> bits) {
                to++;
            }
            if (to - from > 1) {
                link(Arrays.stream(keys, from, to).mapToInt(key -> (int) key & mask));
            }
        }
    }

    /** @param places ascending, of pieces whose ids are likely one */
    private void link(IntStream places) {
        List<Integer> ordered = new ArrayList<>(places.boxed().toList());
        Piece first = pieces.get(ordered.get(0));
        if (!ordered.stream().allMatch(place -> pieces.get(place).isOf(first))) {
            ordered.sort(Comparator.comparing(pieces::get, BY_IDENTITY));
        }
        for (int i = 1; i < ordered.size(); i++) {
            int before = ordered.get(i - 1);
            int place = ordered.get(i);
            if (pieces.get(before).isOf(pieces.get(place))) {
                next[before] = place;
                followers.set(place);
            }
        }
    }

    @Override
    public Iterator<List<Piece>> iterator() {
        return new Iterator<>() {
            private int place;

            @Override
            public boolean hasNext() {
                return place < pieces.size();
            }

            @Override
            public List<Piece> next() {
                List<Piece> series = new ArrayList<>(1);
                int last = place;
                for (series.add(pieces.get(last)); next[last] != last; series.add(pieces.get(last))) {
                    last = next[last];
                }
                place = followers.nextClearBit(place + 1);
                return series;
            }
        };
    }
}
