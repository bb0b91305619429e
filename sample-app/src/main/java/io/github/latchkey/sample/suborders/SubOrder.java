package io.github.latchkey.sample.suborders;

/** A part of a main order. */
record SubOrder(long id, Status status) {}
