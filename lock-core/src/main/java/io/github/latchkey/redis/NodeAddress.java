package io.github.latchkey.redis;

import io.lettuce.core.RedisURI;

/**
 * Where a Redis or a sentinel is.
 *
 * @param host as it was given, unresolved
 * @param port the number of its port
 */
record NodeAddress(String host, int port) {

    static NodeAddress of(RedisURI uri) {
        return new NodeAddress(uri.getHost(), uri.getPort());
    }

    /** Reads {@code host:port}, as a node of a cluster says it; one that leaves the host out means its own. */
    static NodeAddress parse(String text, NodeAddress asked) {
        // An IPv6 address has colons of its own.
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        return new NodeAddress(host.isEmpty() ? asked.host : host, Integer.parseInt(text.substring(colon + 1)));
    }

    /** Returns this address with the user, the database and the TLS settings of the other. */
    RedisURI with(RedisURI settings) {
        return RedisURI.builder(settings).withHost(host).withPort(port).build();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
