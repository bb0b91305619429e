package io.github.latchkey.spring;

import org.jspecify.annotations.Nullable;

/** Signals, inside this package, that a part of a key cannot name a lock. */
final class MissingKeyPart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingKeyPart(String expression, @Nullable String problem) {
        super("'" + expression + "' " + problem, null, false, false);
    }
}
