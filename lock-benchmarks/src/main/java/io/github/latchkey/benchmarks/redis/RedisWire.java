package io.github.latchkey.benchmarks.redis;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection of the harness that speaks just enough of Redis' protocol. For one thread. */
final class RedisWire implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Socket socket = new Socket();
    private final InputStream in;

    RedisWire(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) TIMEOUT.toMillis());
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a command and returns its reply, a status or a bulk of text. */
    String ask(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        String line = readLine();
        if (line.startsWith("-")) {
            throw new IOException("Redis says " + line.substring(1) + " to " + command);
        }
        if (!line.startsWith("$")) {
            return line.substring(1);
        }
        byte[] bulk = in.readNBytes(Integer.parseInt(line.substring(1)));
        readLine();
        return new String(bulk, StandardCharsets.UTF_8);
    }

    /** Reads one more line, for what Redis sends by itself. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
