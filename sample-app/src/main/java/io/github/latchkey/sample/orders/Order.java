package io.github.latchkey.sample.orders;

/** An order as it is stored. */
public record Order(long id, long amountCents, Status status) {

    /** What has happened to an order. */
    public enum Status {
        /** Nothing yet. */
        NEW,
        /** It was paid. */
        PAID,
        /** It was cancelled. */
        CANCELLED
    }
}
