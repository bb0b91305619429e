package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.quorum.QuorumOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of a quorum: locks in a majority of several independent Redis, instead of in the application's own.
 *
 * @param nodes        Addresses of 3, 5 or 7 independent Redis masters, as redis:// or rediss:// URIs, the nearest first and in the same order
 *                     everywhere, for a majority is asked first; locks are in the application's own
 *                     Redis, if not set.
 * @param sslBundle    Name of the SSL bundle with the authorities that nodes at rediss:// URIs are trusted by, and the client's certificate;
 *                     the authorities of the JVM count, if not set.
 * @param nodeTimeout  How long an answer of a node is waited for where the others do not decide without it.
 * @param longestLease Longest lease and minimum hold that may be asked for; a node that was restarted is not counted for that long.
 */
@ConfigurationProperties("distributed-lock.quorum")
public record QuorumProperties(
        @DefaultValue List<String> nodes,
        @Nullable String sslBundle,
        @DefaultValue("250ms") Duration nodeTimeout,
        @DefaultValue("1m") Duration longestLease) {

    /**
     * Checks the ranges.
     *
     * @param nodes        addresses of the nodes
     * @param sslBundle    name of the SSL bundle that nodes are reached with, or null
     * @param nodeTimeout  how long an answer of a node is waited for
     * @param longestLease the longest lease that may be asked for
     * @throws IllegalArgumentException if a setting is out of its range; the message names it, its value and the limit
     */
    public QuorumProperties {
        nodes = List.copyOf(nodes);
        try {
            options(nodeTimeout, longestLease);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "distributed-lock.quorum.node-timeout or longest-lease: " + e.getMessage(), e);
        }
    }

    /** How the nodes are used. */
    QuorumOptions options() {
        return options(nodeTimeout, longestLease);
    }

    private static QuorumOptions options(Duration nodeTimeout, Duration longestLease) {
        return QuorumOptions.DEFAULTS.nodeTimeout(nodeTimeout).longestLease(longestLease);
    }
}
