package dev.culprit.tsdb.bytes;

/** Reads bits one after the other, the highest of each byte first. */
public final class Bits {
    private final byte[] bytes;
    private final int limit;
    private int position;
    private int left = 8;

    /** @param from index of a byte, whose highest bit is the first */
    public Bits(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
    }

    public boolean next() throws CorruptException {
        if (position >= limit) {
            throw new CorruptException("chunk ends before its last sample");
        }
        left--;
        boolean bit = (bytes[position] >> left & 1) != 0;
        if (left == 0) {
            position++;
            left = 8;
        }
        return bit;
    }

    /** @param count from 0 to 64 */
    public long next(int count) throws CorruptException {
        long value = 0;
        int wanted = count;
        while (wanted > 0) {
            if (position >= limit) {
                throw new CorruptException("chunk ends before its last sample");
            }
            int taken = Math.min(wanted, left);
            long part = (bytes[position] & 0xffL) >> (left - taken) & ((1L << taken) - 1);
            value = value << taken | part;
            wanted -= taken;
            left -= taken;
            if (left == 0) {
                position++;
                left = 8;
            }
        }
        return value;
    }

    /** How many of up to {@code most} bits are 1 before a 0, which is taken too. */
    public int ones(int most) throws CorruptException {
        int ones = 0;
        while (ones < most && next()) {
            ones++;
        }
        return ones;
    }
}
