package io.github.latchkey;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The rules for lock names. */
final class LockName {

    private static final int MAX_BYTES = 512;

    private LockName() {}

    /** Returns the name, or throws {@link LockUsageException} saying which rule it breaks. */
    static String check(@Nullable String name) {
        if (name == null) {
            throw new LockUsageException("A lock name must not be null. Name what is locked, for example 'order:42'.");
        }
        if (isPlain(name)) {
            return name;
        }
        if (name.isBlank()) {
            throw new LockUsageException("A lock name must not be blank, but was " + shown(name)
                    + ". Name what is locked, for example 'order:42'.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new LockUsageException(
                    "Lock name " + shown(name)
                            + " is not valid Unicode: it has half of a surrogate pair, which no two different names may share.");
        }
        // The length in characters decides most cases without encoding.
        int bytes = name.length() > MAX_BYTES ? name.length() : name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new LockUsageException("Lock name " + shown(name)
                    + " is longer than the limit of " + MAX_BYTES + " bytes of UTF-8 (it has " + name.length()
                    + " characters). Lock an id, or a hash of the value.");
        }
        return name;
    }

    /** Whether a name is one as most are, of a few letters, digits and signs: no need to look closer, nor to encode it. */
    private static boolean isPlain(String name) {
        boolean visible = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x7f) {
                return false;
            }
            visible |= c > ' ';
        }
        return visible && name.length() <= MAX_BYTES;
    }

    // A name that is refused may be a megabyte long.
    private static String shown(String name) {
        return name.length() <= 40 ? Display.name(name) : Display.name(name.substring(0, 40)) + "...";
    }
}
