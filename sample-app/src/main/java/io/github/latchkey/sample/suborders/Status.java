package io.github.latchkey.sample.suborders;

/** What has become of an order, main or sub. */
enum Status {
    /** It is worked on. */
    OPEN,
    /** All of it is done. */
    SUCCESS
}
