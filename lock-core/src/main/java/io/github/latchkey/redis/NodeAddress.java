package io.github.latchkey.redis;

import io.lettuce.core.RedisURI;

/**
 * Where a Redis or a sentinel is.
 *
 * @param host as it was given, unresolved
 * @param port the number of its port
 */
record NodeAddress(String host, int port) {

    /** What a node says whose host name is wanted (cluster-preferred-endpoint-type) and not set. */
    static final String UNNAMED = "?";

    static NodeAddress of(RedisURI uri) {
        return new NodeAddress(uri.getHost(), uri.getPort());
    }

    /** Reads {@code host:port}, as a node of a cluster says it; one that leaves the host out, or does not know it, means its own. */
    static NodeAddress parse(String text, NodeAddress asked) {
        // An IPv6 address has colons of its own.
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        boolean unknown = host.isEmpty() || host.equals(UNNAMED);
        return new NodeAddress(unknown ? asked.host : host, Integer.parseInt(text.substring(colon + 1)));
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
