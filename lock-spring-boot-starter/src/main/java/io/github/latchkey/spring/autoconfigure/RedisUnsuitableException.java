package io.github.latchkey.spring.autoconfigure;

/** Thrown at start-up when the application has no Redis connection that locks can use. */
final class RedisUnsuitableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisUnsuitableException(String message) {
        super(message);
    }
}
