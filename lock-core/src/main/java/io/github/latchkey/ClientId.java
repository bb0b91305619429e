package io.github.latchkey;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A client's readable, unique id, and the ids of the stands that it takes: {@code <client>:<sequence>:<mode>}. */
final class ClientId {

    private final String id;
    private final AtomicLong sequence = new AtomicLong();

    ClientId(String id) {
        this.id = id;
    }

    /** Makes an id that no other client has. */
    static ClientId of(String applicationName) {
        return new ClientId(readable(applicationName) + "@" + readable(host()) + ":"
                + ProcessHandle.current().pid() + ":" + String.format("%08x", new SecureRandom().nextInt()));
    }

    String nextOwner(String mode) {
        return id + ":" + sequence.incrementAndGet() + ":" + mode;
    }

    @Override
    public String toString() {
        return id;
    }

    // Ids are read by people in redis-cli, and a space ends them there.
    private static String readable(String part) {
        String kept = part.replaceAll("[^A-Za-z0-9._-]", "-");
        return kept.length() > 40 ? kept.substring(0, 40) : kept;
    }

    private static String host() {
        String named = System.getenv("HOSTNAME");
        if (named != null && !named.isBlank()) {
            return named;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
