package io.github.latchkey.redis;

import io.lettuce.core.cluster.SlotHash;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which master has which slot, as one node of a cluster said, but for those slots that have moved since. Safe for use by several threads:
 * each slot is by itself.
 */
final class SlotMap {

    private static final int FIRST = 0;
    private static final int LAST = 1;
    private static final int MASTER = 2;
    private static final int MORE = 3;

    private final AtomicReferenceArray<@Nullable NodeAddress> owners = new AtomicReferenceArray<>(SlotHash.SLOT_COUNT);

    /** Reads the reply to CLUSTER SLOTS of the node that was asked. */
    static SlotMap of(List<Object> reply, NodeAddress asked) {
        SlotMap map = new SlotMap();
        for (Object entry : reply) {
            List<?> range = (List<?>) entry;
            NodeAddress owner = address((List<?>) range.get(MASTER), asked);
            int last = number(range.get(LAST));
            for (int slot = number(range.get(FIRST)); slot <= last; slot++) {
                map.set(slot, owner);
            }
        }
        return map;
    }

    /** Returns who has a slot; null if nobody has. */
    @Nullable NodeAddress owner(int slot) {
        return owners.get(slot);
    }

    void set(int slot, NodeAddress owner) {
        owners.set(slot, owner);
    }

    /** Returns all that have slots, in the order of these. */
    Set<NodeAddress> masters() {
        Set<NodeAddress> masters = new LinkedHashSet<>();
        for (int slot = 0; slot < owners.length(); slot++) {
            NodeAddress owner = owners.get(slot);
            if (owner != null) {
                masters.add(owner);
            }
        }
        return masters;
    }

    // No host means the one that was asked. Where a host name is wanted and not set, the address is said beside it.
    private static NodeAddress address(List<?> node, NodeAddress asked) {
        Object named = node.get(FIRST);
        String host = named == null ? "" : named.toString();
        if (host.equals(NodeAddress.UNNAMED)) {
            host = ip(node);
        }
        return new NodeAddress(host.isEmpty() ? asked.host() : host, number(node.get(LAST)));
    }

    private static String ip(List<?> node) {
        List<?> more = node.size() > MORE && node.get(MORE) instanceof List<?> metadata ? metadata : List.of();
        int ip = more.indexOf("ip");
        return ip < 0 ? "" : String.valueOf(more.get(ip + 1));
    }

    private static int number(Object value) {
        return Math.toIntExact((Long) value);
    }
}
