package io.github.latchkey.spring;

/** Thrown by a call whose arguments give no key, before anything is locked: a part is null, blank or has no text. */
public final class LockKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    LockKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
