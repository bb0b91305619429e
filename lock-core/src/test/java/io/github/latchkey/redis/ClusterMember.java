package io.github.latchkey.redis;

import java.util.List;
import java.util.Set;

/**
 * A line of what a node of a cluster says about all of them.
 *
 * @param id     which node
 * @param port   where it is
 * @param flags  what it is
 * @param master whom it follows; "-" if it is a master
 * @param epoch  the higher one is right where two claim a slot
 * @param slots  what it has, as numbers and ranges
 */
record ClusterMember(String id, int port, Set<String> flags, String master, long epoch, List<String> slots) {

    private static final int FIRST_SLOT = 8;

    /** Returns what a node says about itself. */
    static ClusterMember myself(RedisServer node) {
        return all(node).stream()
                .filter(member -> member.flags.contains("myself"))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what a node says about all that it knows. */
    static List<ClusterMember> all(RedisServer node) {
        return node.command("CLUSTER NODES")
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(parts -> parts.length >= FIRST_SLOT)
                .map(ClusterMember::of)
                .toList();
    }

    boolean isReplica() {
        return !flags.contains("master");
    }

    boolean isReplicaOf(String id) {
        return isReplica() && master.equals(id);
    }

    boolean isUp() {
        return flags.stream().noneMatch(Set.of("fail", "fail?", "handshake", "noaddr")::contains);
    }

    boolean has(int slot) {
        return slots.stream().anyMatch(range -> {
            String[] ends = range.split("-", 2);
            return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
        });
    }

    private static ClusterMember of(String... parts) {
        List<String> slots = List.of(parts).subList(FIRST_SLOT, parts.length).stream()
                .filter(range -> !range.startsWith("["))
                .toList();
        int port = Integer.parseInt(parts[1].replaceFirst(".*:(\\d+)@.*", "$1"));
        return new ClusterMember(
                parts[0], port, Set.of(parts[2].split(",")), parts[3], Long.parseLong(parts[6]), slots);
    }
}
