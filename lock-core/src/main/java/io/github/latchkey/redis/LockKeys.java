package io.github.latchkey.redis;

/**
 * The keys of a lock. All lie in one slot, for their hash tag is the lock name; braces and percent signs in a name are
 * escaped, so that no name can move the tag, and no two names share a key.
 *
 * @param prefix what every key begins with
 */
record LockKeys(String prefix) {

    String lock(String name) {
        return prefix + '{' + escape(name) + '}';
    }

    String tombstone(String name, String owner) {
        return lock(name) + ":gone:" + owner;
    }

    String fence(String name) {
        return prefix + "fence:{" + FenceSlots.tagFor(escape(name)) + '}';
    }

    private static String escape(String name) {
        if (name.indexOf('{') < 0 && name.indexOf('}') < 0 && name.indexOf('%') < 0) {
            return name;
        }
        return name.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
    }
}
