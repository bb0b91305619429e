package io.github.latchkey.redis;

/** What becomes of calls that a node has not answered as they wish. Called on the driver's threads. */
interface Redirects {

    /** One Redis has nowhere to send them. */
    Redirects NONE = (call, failure) -> false;

    /** Takes a call over that has failed, or leaves it to end with this failure: returns whether it was taken. */
    boolean follow(RedisCall<?> call, Throwable failure);
}
