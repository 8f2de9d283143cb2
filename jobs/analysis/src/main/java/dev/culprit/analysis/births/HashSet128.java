package dev.culprit.analysis.births;

/** Hashes of 128 bits, each once. A lane alone may be zero, both are never: that one in 2¹²⁸ is taken for its neighbour. */
final class HashSet128 {
    /** Both halves of a hash beside each other, as one look-up wants both. */
    private final long[] slots;

    private final int mask;

    /** @param most hashes that will be added */
    HashSet128(int most) {
        int size = Integer.highestOneBit(Math.max(8, most + (most >> 1))) << 1;
        this.mask = size - 1;
        this.slots = new long[Math.multiplyExact(2, size)];
    }

    /** Whether the hash is new. */
    boolean add(long one, long two) {
        long second = one == 0 && two == 0 ? 1 : two;
        int slot = (int) one & mask;
        while (slots[2 * slot] != 0 || slots[2 * slot + 1] != 0) {
            if (slots[2 * slot] == one && slots[2 * slot + 1] == second) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        slots[2 * slot] = one;
        slots[2 * slot + 1] = second;
        return true;
    }
}
