package io.github.latchkey;

/** A store's answer to one look at a lock. Part of the interface for stores. */
public sealed interface Acquisition permits Granted, Busy, Refused {}
