package io.github.latchkey.fault.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a client and its Redis, whose weather can be set at any moment, also for pub/sub connections alone. */
public final class TcpProxy implements AutoCloseable {

    private final ServerSocket entrance;
    private volatile int target;
    private final Map<Traffic, Weather> weather = new ConcurrentHashMap<>();
    private final Set<ProxyConnection> open = ConcurrentHashMap.newKeySet();

    /**
     * Opens a way to a local port.
     *
     * @param target where connections lead to
     */
    public TcpProxy(int target) {
        this.target = target;
        try {
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set(Weather.PASS);
        start("proxy-accept", this::accept);
    }

    /** Returns the address for clients. */
    public String uri() {
        return "redis://127.0.0.1:" + entrance.getLocalPort();
    }

    /**
     * Sets the weather for all connections, open ones and new ones.
     *
     * @param now from this moment on
     */
    public void set(Weather now) {
        set(Traffic.COMMANDS, now);
        set(Traffic.SIGNALS, now);
    }

    /**
     * Sets the weather for the connections of one kind.
     *
     * @param traffic which kind
     * @param now     from this moment on
     */
    public void set(Traffic traffic, Weather now) {
        weather.put(traffic, now);
        open.stream().filter(connection -> connection.traffic() == traffic).forEach(ProxyConnection::feel);
    }

    /**
     * Leads new connections elsewhere, as a name does that is given to another machine; open ones stay.
     *
     * @param port where they lead to
     */
    public void leadTo(int port) {
        target = port;
    }

    /** Breaks all open connections; new ones work. */
    public void cutOpen() {
        open.forEach(ProxyConnection::close);
    }

    /** Returns how many connections are open. */
    public int connections() {
        return open.size();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutOpen();
    }

    Weather weather(Traffic traffic) {
        return weather.getOrDefault(traffic, Weather.PASS);
    }

    void ended(ProxyConnection connection) {
        open.remove(connection);
    }

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                connect(client);
            } catch (IOException e) {
                // Closed: the test is over.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            // Nobody listens there now; the client learns of it by the end of its connection.
            client.close();
            return;
        }
        ProxyConnection connection = new ProxyConnection(this, client, server);
        open.add(connection);
        connection.start();
    }
}
