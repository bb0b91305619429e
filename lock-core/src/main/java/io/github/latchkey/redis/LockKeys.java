package io.github.latchkey.redis;

import io.github.latchkey.Stand;
import io.lettuce.core.cluster.SlotHash;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * The keys of a lock. All lie in one slot, for their hash tag is the lock name; braces and percent signs in a name are
 * escaped, so that no name can move the tag, and no two names share a key.
 *
 * @param prefix  what every key begins with
 * @param slotted whether the channels of signals lie in the slots of their locks, too, as those of a cluster's nodes must
 */
record LockKeys(String prefix, boolean slotted) {

    /** How many keys line.lua and fence.lua want, and with the tombstone of an owner. */
    static final int OF_LINE = 5;

    static final int OF_OWNER = OF_LINE + 1;
    static final int OF_INSPECT = 3;

    static final String SIGNALS = "signals:";

    /** A name that no lock, no client and no slot's tag has: a percent sign of a name is followed by a number here. */
    static final String NOBODY = "%rights";

    private static final String SLOTTED_SIGNALS = SIGNALS + "{";
    private static final String FENCE = "fence:{";
    private static final String SHARED = "}:shared";
    private static final String QUEUE = "}:queue";
    private static final String SEEN = "}:seen";
    private static final String TOMBSTONE = "}:gone:";

    /** Writes the key that a stand's lease is in. */
    void lease(ByteBuf out, Stand stand) {
        key(out, escape(stand.name()), stand.isShared() ? SHARED : "}", "");
    }

    /** Writes what inspect.lua wants. */
    void state(ByteBuf out, String name) {
        String tag = escape(name);
        key(out, tag, "}", "");
        key(out, tag, SHARED, "");
        key(out, tag, QUEUE, "");
    }

    /** Writes what line.lua and fence.lua want. */
    void line(ByteBuf out, Stand stand) {
        String tag = escape(stand.name());
        key(out, tag, "}", "");
        key(out, tag, SHARED, "");
        key(out, tag, QUEUE, "");
        key(out, tag, SEEN, "");
        fence(out, tag);
    }

    /** Writes the key of the last fencing token of a stand's slot. */
    void fence(ByteBuf out, Stand stand) {
        fence(out, escape(stand.name()));
    }

    /** Writes the key of what is left of an owner that is gone. */
    void tombstone(ByteBuf out, Stand stand) {
        key(out, escape(stand.name()), TOMBSTONE, stand.owner());
    }

    /** Returns a key of each kind, of a lock that nobody has. */
    List<String> kinds() {
        String tag = prefix + "{" + NOBODY;
        return List.of(
                tag + "}",
                tag + SHARED,
                tag + QUEUE,
                tag + SEEN,
                tag + TOMBSTONE + NOBODY,
                prefix + FENCE + NOBODY + "}");
    }

    /** Returns the slot of a cluster that all keys of this lock are in. */
    static int slot(String name) {
        return SlotHash.getSlot(escape(name));
    }

    /** What the names of all channels begin with. */
    String channels() {
        return prefix + SIGNALS;
    }

    /** What the names of the channels begin with that the clients' signals of this lock come on. */
    String channels(String name) {
        return slotted ? prefix + SLOTTED_SIGNALS + FenceSlots.tagFor(escape(name)) + "}:" : channels();
    }

    /** The channel of nobody. */
    String channelOfNobody() {
        return slotted ? prefix + SLOTTED_SIGNALS + NOBODY + "}:" + NOBODY : channels() + NOBODY;
    }

    /** Writes what line.lua wants as its argument. */
    void channels(ByteBuf out, Stand stand) {
        if (slotted) {
            Resp.text(out, prefix, SLOTTED_SIGNALS, FenceSlots.tagFor(escape(stand.name())), "}:", "");
        } else {
            Resp.text(out, prefix, SIGNALS, "", "", "");
        }
    }

    private void fence(ByteBuf out, String tag) {
        Resp.text(out, prefix, FENCE, FenceSlots.tagFor(tag), "}", "");
    }

    private void key(ByteBuf out, String tag, String kind, String owner) {
        Resp.text(out, prefix, "{", tag, kind, owner);
    }

    private static String escape(String name) {
        if (name.indexOf('{') < 0 && name.indexOf('}') < 0 && name.indexOf('%') < 0) {
            return name;
        }
        return name.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
    }
}
