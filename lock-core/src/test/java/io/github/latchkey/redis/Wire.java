package io.github.latchkey.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/** How a test's servers are spoken to, by clients and by each other: in plain text, or over TLS and no other way. */
public final class Wire {

    /** Without TLS. */
    public static final Wire PLAIN = new Wire("redis", List.of(), null);

    private final String scheme;
    private final List<String> settings;
    private final @Nullable SSLSocketFactory sockets;

    private Wire(String scheme, List<String> settings, @Nullable SSLSocketFactory sockets) {
        this.scheme = scheme;
        this.settings = settings;
        this.sockets = sockets;
    }

    /** Returns TLS with the certificate {@code server}, where everybody has to show a certificate of the same authority. */
    public static Wire tls(Certificates certificates) {
        List<String> settings = List.of(
                // In plain text nobody gets in.
                "port 0",
                "tls-cert-file " + certificates.certificate("server"),
                "tls-key-file " + certificates.key("server"),
                "tls-ca-cert-file " + certificates.certificate("ca"),
                "tls-auth-clients yes",
                "tls-replication yes",
                "tls-cluster yes");
        return new Wire("rediss", settings, certificates.server("server").getSocketFactory());
    }

    /** Whether the servers here can speak like this: the embedded ones were built without TLS. */
    public boolean isSpoken() {
        try {
            RedisServer.startOn(this, RedisServer.freePort(), List.of()).close();
            return true;
        } catch (TerminalFailureException e) {
            return false;
        }
    }

    /** What the address for clients begins with. */
    String scheme() {
        return scheme;
    }

    /** Returns what makes a server on that port speak like this, as lines of its configuration. */
    List<String> settings(int port) {
        return settings.isEmpty()
                ? settings
                : Stream.concat(settings.stream(), Stream.of("tls-port " + port))
                        .toList();
    }

    /** Returns the same as arguments of its command line. */
    List<String> arguments(int port) {
        return settings(port).stream()
                .flatMap(line -> Stream.of("--" + line).flatMap(option -> Stream.of(option.split(" ", 2))))
                .toList();
    }

    /** Sends one command without spaces in its arguments, and returns the raw reply. */
    String exchange(int port, String command) {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            // Instead of a QUIT, which sentinels do not know.
            socket.shutdownOutput();
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(reply);
            return reply.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody answers. A server with a password or ACL answers with an error, and is up all the same. */
    boolean isUp(int port) {
        try {
            String reply = exchange(port, "PING");
            return reply.startsWith("+PONG") || reply.startsWith("-NOAUTH");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private Socket open(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        socket.setSoTimeout(2_000);
        return sockets == null ? socket : sockets.createSocket(socket, "127.0.0.1", port, true);
    }
}
