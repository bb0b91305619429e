package io.github.latchkey.redis;

/** What went wrong with one of several nodes, where the name of them all would not say which. */
final class NodeFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String node;

    /** Takes what was thrown, and the node's name for messages. */
    NodeFailure(String node, Throwable cause) {
        super(node, cause);
        this.node = node;
    }

    String node() {
        return node;
    }
}
