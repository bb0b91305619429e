package io.github.latchkey;

/** A lease of this engine, of one lock or of several. */
interface EngineLease extends LockLease {

    /** Gives back what its caller never got: as if it had never been held, without a minimum hold. */
    void abandon();
}
