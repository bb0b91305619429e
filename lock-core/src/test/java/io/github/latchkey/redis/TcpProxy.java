package io.github.latchkey.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a client and its Redis: passes bytes on, or swallows them and keeps the connection open. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket entrance;
    private final int target;
    private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();
    private volatile boolean swallowsNew;

    TcpProxy(int target) {
        this.target = target;
        try {
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("proxy-accept", this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + entrance.getLocalPort();
    }

    /** What is open now stays open and carries nothing any more; new connections work. */
    void swallowOpen() {
        pipes.forEach(pipe -> pipe.swallows = true);
    }

    /** Sets whether new connections are accepted, and carry nothing, too. */
    void swallowNew(boolean swallow) {
        swallowsNew = swallow;
    }

    @Override
    public void close() {
        try {
            entrance.close();
            for (Pipe pipe : pipes) {
                pipe.from.close();
                pipe.to.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                new Pipe(client, server, swallowsNew).open();
                new Pipe(server, client, swallowsNew).open();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private final class Pipe {

        private final Socket from;
        private final Socket to;
        private volatile boolean swallows;

        Pipe(Socket from, Socket to, boolean swallows) {
            this.from = from;
            this.to = to;
            this.swallows = swallows;
        }

        void open() {
            pipes.add(this);
            start("proxy-pipe", this::carry);
        }

        private void carry() {
            byte[] bytes = new byte[8_192];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    if (!swallows) {
                        out.write(bytes, 0, n);
                    }
                }
            } catch (IOException e) {
                // One side has closed: so does the other, by the end of this block.
            } finally {
                pipes.remove(this);
            }
        }
    }
}
