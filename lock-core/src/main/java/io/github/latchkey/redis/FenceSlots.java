package io.github.latchkey.redis;

import io.lettuce.core.cluster.SlotHash;

/**
 * For each of the 16,384 slots a short tag that hashes to it. A fence counter is kept per slot and not per lock name, so that
 * a million order ids leave no million counters behind, and still lies in the slot of the lock.
 */
final class FenceSlots {

    private static final String[] TAGS = build();

    private FenceSlots() {}

    /** Returns the tag of the slot that a hash tag lies in. */
    static String tagFor(String hashTag) {
        return TAGS[SlotHash.getSlot(hashTag)];
    }

    private static String[] build() {
        String[] tags = new String[SlotHash.SLOT_COUNT];
        int missing = tags.length;
        for (int i = 0; missing > 0; i++) {
            String candidate = Integer.toString(i, Character.MAX_RADIX);
            int slot = SlotHash.getSlot(candidate);
            if (tags[slot] == null) {
                tags[slot] = candidate;
                missing--;
            }
        }
        return tags;
    }
}
