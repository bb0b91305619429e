package io.github.latchkey.fault.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One connection through the proxy: two threads, each of which carries bytes one way. */
final class ProxyConnection implements AutoCloseable {

    private final TcpProxy network;
    private final Socket client;
    private final Socket server;
    private volatile Traffic traffic = Traffic.COMMANDS;
    private volatile boolean swallowsCommands;
    private volatile boolean swallowsReplies;

    ProxyConnection(TcpProxy network, Socket client, Socket server) {
        this.network = network;
        this.client = client;
        this.server = server;
    }

    void start() {
        feel();
        TcpProxy.start("proxy-commands", () -> carry(client, server, true));
        TcpProxy.start("proxy-replies", () -> carry(server, client, false));
    }

    Traffic traffic() {
        return traffic;
    }

    /** Takes on what the weather does to a connection for good. */
    void feel() {
        switch (network.weather(traffic).kind()) {
            case CUT -> close();
            case BLACKHOLE -> {
                swallowsCommands = true;
                swallowsReplies = true;
            }
            case DROP_REPLIES -> swallowsReplies = true;
            case PASS -> {}
        }
    }

    @Override
    public void close() {
        network.ended(this);
        try {
            client.close();
            server.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }

    private void carry(Socket from, Socket to, boolean commands) {
        byte[] bytes = new byte[8_192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (commands && traffic == Traffic.COMMANDS && subscribes(bytes, n)) {
                    traffic = Traffic.SIGNALS;
                    feel();
                }
                TimeUnit.NANOSECONDS.sleep(network.weather(traffic).delay().toNanos());
                if (!(commands ? swallowsCommands : swallowsReplies)) {
                    out.write(bytes, 0, n);
                }
            }
        } catch (IOException e) {
            // One side has closed: so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    // SUBSCRIBE, PSUBSCRIBE or SSUBSCRIBE as a word of its own: Lettuce writes a subscription's name in one piece.
    private static boolean subscribes(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        return text.contains("SUBSCRIBE\r\n") && !text.contains("UNSUBSCRIBE\r\n");
    }
}
