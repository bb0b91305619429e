package io.github.latchkey.sample.redis;

/** The sample's Redis port is used by something else. */
final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(int port) {
        super("Port " + port + " is used by another program: start the sample with --sample.redis.port="
                + (port == 65535 ? 6400 : port + 1) + ", or with --spring.data.redis.port=<your Redis>");
    }
}
