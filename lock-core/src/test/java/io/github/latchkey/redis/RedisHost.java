package io.github.latchkey.redis;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Where a test's Redis runs, which clients reach on a port of the loopback interface in any case. */
public interface RedisHost extends AutoCloseable {

    /** Starts a server on this port, without waiting until it answers. */
    Running launch(int port, Map<String, String> environment, List<String> arguments);

    @Override
    void close();

    /** Returns containers where the system property {@code redis.image} names what they are made of, else processes of this machine. */
    static RedisHost chosen() {
        return System.getProperty("redis.image") == null
                ? new ProcessHost()
                : ServiceLoader.load(RedisHost.class).findFirst().orElseThrow();
    }

    /** One server. */
    interface Running {

        /** Tells whether it has not ended. */
        boolean isAlive();

        /** Ends it in good order, by force after two seconds. */
        void stop();

        /** Ends it at once. */
        void kill();

        /** Stops it in its tracks: connections stay open, and nothing is answered. */
        void pause();

        /** Lets it go on. */
        void resume();
    }
}
