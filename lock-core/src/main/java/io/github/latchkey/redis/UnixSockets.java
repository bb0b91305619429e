package io.github.latchkey.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.EpollProvider;
import io.lettuce.core.resource.IOUringProvider;
import io.lettuce.core.resource.KqueueProvider;

/** Unix sockets, which the driver opens by a native library that does not come with it. */
final class UnixSockets {

    static final String REMEDY =
            "a Unix socket needs a native library of Netty, and none is on the class path that runs here. Add"
                    + " io.netty:netty-transport-native-epoll with the classifier linux-x86_64 or linux-aarch_64 (on macOS"
                    + " netty-transport-native-kqueue with osx-x86_64 or osx-aarch_64), in the version of Netty here.";

    private UnixSockets() {}

    /** Refuses an address that cannot be opened here. */
    static void check(RedisURI uri) {
        if (uri.getSocket() != null
                && !EpollProvider.isAvailable()
                && !KqueueProvider.isAvailable()
                && !IOUringProvider.isAvailable()) {
            throw new IllegalArgumentException("Redis at " + uri.getSocket() + " cannot be reached: " + REMEDY);
        }
    }

    /** Whether the driver said so, of an address that others gave it. */
    static boolean isUnsupported(String reason) {
        return reason.startsWith("A unix domain socket connection") && reason.contains("requires");
    }
}
