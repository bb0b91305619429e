package io.github.latchkey.redis;

/** The way of a call through a cluster. For whoever has the call: one command of it is under way at a time. */
final class Route {

    private static final int MAX_REDIRECTS = 5;

    private final int slot;
    private NodeAddress at;
    private int redirects;
    private boolean asking;

    /** Begins at the node that is known to have the slot. */
    Route(int slot, NodeAddress at) {
        this.slot = slot;
        this.at = at;
    }

    int slot() {
        return slot;
    }

    /** Where the call was sent last. */
    NodeAddress at() {
        return at;
    }

    /** Whether the slot is only on its way to that node. */
    boolean asking() {
        return asking;
    }

    /** Notes that the call goes on there; false if it was sent on too often already. */
    boolean goOn(NodeAddress to, boolean onItsWay) {
        at = to;
        asking = onItsWay;
        return ++redirects <= MAX_REDIRECTS;
    }
}
