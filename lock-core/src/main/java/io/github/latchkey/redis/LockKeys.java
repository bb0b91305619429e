package io.github.latchkey.redis;

import io.github.latchkey.Stand;

/**
 * The keys of a lock. All lie in one slot, for their hash tag is the lock name; braces and percent signs in a name are
 * escaped, so that no name can move the tag, and no two names share a key.
 *
 * @param prefix what every key begins with
 */
record LockKeys(String prefix) {

    private static final String SHARED = ":shared";
    private static final String QUEUE = ":queue";
    private static final int FIXED = 5;

    /** The key of an exclusive holder. */
    String lock(String name) {
        return prefix + '{' + escape(name) + '}';
    }

    /** The key that a stand's lease is in. */
    String lease(Stand stand) {
        return stand.isShared() ? lock(stand.name()) + SHARED : lock(stand.name());
    }

    /** What inspect.lua wants. */
    String[] state(String name) {
        String lock = lock(name);
        return new String[] {lock, lock + SHARED, lock + QUEUE};
    }

    /** What line.lua wants, and after it the tombstones of further owners. */
    String[] line(String name, String... owners) {
        String tag = escape(name);
        String lock = prefix + '{' + tag + '}';
        String[] keys = new String[FIXED + owners.length];
        keys[0] = lock;
        keys[1] = lock + SHARED;
        keys[2] = lock + QUEUE;
        keys[3] = lock + ":seen";
        keys[4] = prefix + "fence:{" + FenceSlots.tagFor(tag) + '}';
        for (int i = 0; i < owners.length; i++) {
            keys[FIXED + i] = lock + ":gone:" + owners[i];
        }
        return keys;
    }

    /** What the names of the channels begin with that the clients' signals come on. */
    String channels() {
        return prefix + "signals:";
    }

    private static String escape(String name) {
        if (name.indexOf('{') < 0 && name.indexOf('}') < 0 && name.indexOf('%') < 0) {
            return name;
        }
        return name.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
    }
}
