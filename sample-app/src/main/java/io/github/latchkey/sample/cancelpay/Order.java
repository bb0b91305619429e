package io.github.latchkey.sample.cancelpay;

/** An order as it is stored. */
record Order(long id, long amountCents, Status status) {

    /** What has happened to an order. */
    enum Status {
        /** Nothing yet. */
        NEW,
        /** It was paid. */
        PAID,
        /** It was cancelled. */
        CANCELLED
    }
}
