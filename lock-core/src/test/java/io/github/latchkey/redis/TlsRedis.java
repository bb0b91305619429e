package io.github.latchkey.redis;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;

/**
 * A Redis that speaks TLS on one port, and plain text on another. A binary that was built without TLS, as the embedded one, has a
 * door in front of it that takes the TLS off.
 */
public record TlsRedis(RedisServer redis, int port, List<Closeable> doors) implements AutoCloseable {

    /** Starts one that shows the certificate of this name. */
    public static TlsRedis start(Certificates certificates, String name) {
        return start(certificates, name, false);
    }

    /** Starts one that lets only clients in that have a certificate of the same authority. */
    public static TlsRedis mutual(Certificates certificates) {
        return start(certificates, "server", true);
    }

    private static TlsRedis start(Certificates certificates, String name, boolean mutual) {
        int port = freePort();
        try {
            RedisServer own = RedisServer.start(
                    "--tls-port", Integer.toString(port),
                    "--tls-cert-file", certificates.certificate(name).toString(),
                    "--tls-key-file", certificates.key(name).toString(),
                    "--tls-ca-cert-file", certificates.certificate("ca").toString(),
                    "--tls-auth-clients", mutual ? "yes" : "no");
            return new TlsRedis(own, port, List.of());
        } catch (RuntimeException e) {
            System.out.println("This redis-server has no TLS: the test takes it off in front of it");
            return behindDoor(certificates, name, mutual);
        }
    }

    /** Starts one without TLS, and what takes the TLS off in front of it. */
    public static TlsRedis behindDoor(Certificates certificates, String name, boolean mutual) {
        RedisServer plain = RedisServer.start();
        try {
            ServerSocket door = certificates
                    .server(name)
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ((SSLServerSocket) door).setNeedClientAuth(mutual);
            List<Closeable> open = new CopyOnWriteArrayList<>(List.of(door));
            inBackground(() -> {
                while (true) {
                    Socket client = door.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), plain.port());
                    open.addAll(List.of(client, server));
                    inBackground(() -> forward(client, server));
                    inBackground(() -> forward(server, client));
                }
            });
            return new TlsRedis(plain, door.getLocalPort(), open);
        } catch (IOException e) {
            plain.close();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable door : doors) {
            door.close();
        }
        redis.close();
    }

    private static void forward(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] some = new byte[8192];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                out.write(some, 0, read);
            }
        }
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // The test ends, or one side hung up.
                    }
                },
                "tls-door");
        thread.setDaemon(true);
        thread.start();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
