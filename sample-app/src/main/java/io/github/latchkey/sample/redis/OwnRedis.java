package io.github.latchkey.sample.redis;

/** The Redis that this sample has started, to be broken on purpose. There is none where the sample found one. */
public final class OwnRedis {

    private final RedisClaim claim;

    OwnRedis(RedisClaim claim) {
        this.claim = claim;
    }

    /** Kills it, with all its data. */
    public void kill() throws InterruptedException {
        claim.kill();
    }

    /** Starts it again, empty. */
    public void restart() {
        claim.restart();
    }

    /** Deletes all its data. */
    public void flush() {
        claim.flush();
    }
}
