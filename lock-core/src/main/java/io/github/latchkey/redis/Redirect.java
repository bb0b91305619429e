package io.github.latchkey.redis;

import org.jspecify.annotations.Nullable;

/**
 * A node's answer that another one is to be asked.
 *
 * @param asking whether that is for this once: the slot is on its way there
 * @param to     the other node, as written there
 */
record Redirect(boolean asking, String to) {

    private static final int ADDRESS = 2;

    /** Reads {@code MOVED 3999 127.0.0.1:6381}, or the same with ASK; null if Redis said something else. */
    static @Nullable Redirect of(String answer) {
        boolean asking = answer.startsWith("ASK ");
        if (!asking && !answer.startsWith("MOVED ")) {
            return null;
        }
        String[] words = answer.split(" ", -1);
        return words.length > ADDRESS && words[ADDRESS].matches(".*:\\d+")
                ? new Redirect(asking, words[ADDRESS])
                : null;
    }
}
