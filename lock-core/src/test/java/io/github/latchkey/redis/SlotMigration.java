package io.github.latchkey.redis;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The way of a slot from one node to another, step by step.
 *
 * @param cluster where
 * @param slot    what moves
 * @param from    who has it
 * @param to      who is to have it
 */
record SlotMigration(RedisCluster cluster, int slot, RedisServer from, RedisServer to) {

    /** Says that the slot is under way; its keys are still there. */
    void begin() {
        RedisCluster.ok(to, "CLUSTER SETSLOT " + slot + " IMPORTING " + id(from));
        RedisCluster.ok(from, "CLUSTER SETSLOT " + slot + " MIGRATING " + id(to));
    }

    /** Moves the keys that the old owner has by now. */
    void moveKeys() {
        for (List<String> keys = keys(); !keys.isEmpty(); keys = keys()) {
            move(keys);
        }
    }

    /** Says to all that the slot has a new owner. */
    void end() {
        String command = "CLUSTER SETSLOT " + slot + " NODE " + id(to);
        RedisCluster.ok(to, command);
        cluster.masters().stream().filter(node -> node != to).forEach(node -> RedisCluster.ok(node, command));
    }

    private void move(List<String> keys) {
        String quoted = keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(" "));
        String reply = from.command("MIGRATE 127.0.0.1 " + to.port() + " \"\" 0 1000 KEYS " + quoted);
        if (!reply.startsWith("+OK") && !reply.startsWith("+NOKEY")) {
            throw new IllegalStateException(reply);
        }
    }

    private List<String> keys() {
        return from.command("CLUSTER GETKEYSINSLOT " + slot + " 20")
                .lines()
                .filter(line -> !line.startsWith("*") && !line.startsWith("$") && !line.startsWith("+"))
                .toList();
    }

    private static String id(RedisServer node) {
        return ClusterMember.myself(node).id();
    }
}
