package io.github.latchkey.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.races.RaceCalls;
import io.github.latchkey.sample.races.RaceCalls.CallBar;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("any-jdk")
class TwoInstancesIT {

    private static final int ORDERS = 500;

    @TempDir
    Path directory = Path.of("");

    private final int redisPort = Instance.freePort();
    private final Deque<Instance> instances = new ArrayDeque<>();

    @AfterEach
    void endAll() {
        try {
            instances.forEach(Instance::close);
        } finally {
            shutDownRedis();
        }
    }

    @Test
    void theyExcludeEachOtherAndOneThatWasKilledComesBack() throws Exception {
        Instance first = launch();
        Http firstHttp = first.awaitHttp();
        Instance second = launch();
        Http secondHttp = second.awaitHttp();
        assertThat(first.log()).contains("Redis: started");
        assertThat(second.log()).contains("Redis: joined");

        payAndCancelAtTheSameTime(firstHttp, secondHttp);
        assertThat(violations()).isZero();

        assertThat(secondHttp.get("/api/instances").objects()).hasSize(2);
        assertThat(firstHttp
                        .post("/api/races/sub-orders?instances=2&strategy=none")
                        .number("violations"))
                .isPositive();
        Answer locked = firstHttp.post("/api/races/sub-orders?instances=2");
        assertThat(locked.number("violations")).isZero();
        assertThat(RaceCalls.of(firstHttp, locked.number("id")).calls())
                .hasSize(200)
                .extracting(CallBar::by)
                .as("the instances whose calls are shown")
                .containsOnly(1L, 2L);
        assertThat(secondHttp.post("/api/races/long-job?instances=2").number("staleRejected"))
                .isOne();

        first.kill();
        Instance again = launch();
        Http againHttp = again.awaitHttp();
        assertThat(again.log()).contains("Redis: adopted");
        // The killed instance ran the database for both.
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> secondHttp.get("/api/orders/1").status() == 200);

        payAndCancelAtTheSameTime(secondHttp, againHttp);
        assertThat(violations()).isZero();
    }

    @Test
    void aPortOfAnotherProgramIsRefusedWithTheRemedy() throws IOException {
        try (ServerSocket other =
                new ServerSocket(redisPort, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Instance refused = launch();

            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.log())
                    .contains("Port " + other.getLocalPort() + " is used by another program: start the sample with")
                    .doesNotContain("\tat ");
        }
    }

    private Instance launch() {
        Instance instance = Instance.launch(
                directory,
                List.of("--server.port=0", "--sample.redis.port=" + redisPort, "--spring.datasource.url=" + url()));
        instances.push(instance);
        return instance;
    }

    private static void payAndCancelAtTheSameTime(Http payer, Http canceller) throws Exception {
        List<Long> ids = Stream.generate(payer::newOrder).limit(ORDERS).toList();
        List<Integer> statuses = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (long id : ids) {
                String order = "/api/orders/" + id;
                answers.add(pool.submit(() -> payer.post(order + "/pay").status()));
                answers.add(pool.submit(() -> canceller.post(order + "/cancel").status()));
            }
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(statuses).containsOnly(200, 409);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(ORDERS);
        for (long id : ids) {
            String state = payer.get("/api/orders/" + id).text("status");
            assertThat(state).isIn("PAID", "CANCELLED");
            assertThat(canceller.get("/api/orders/" + id).text("status")).isEqualTo(state);
        }
    }

    private long violations() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        """
                        select count(*) from orders o
                         where (select count(*) from payments p where p.order_id = o.id)
                             + (select count(*) from cancellations c where c.order_id = o.id) <> 1
                            or (select coalesce(sum(p.amount_cents), 0) from payments p where p.order_id = o.id)
                             <> case o.status when 'PAID' then o.amount_cents else 0 end""")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private String url() {
        return "jdbc:h2:file:" + directory.resolve("db").toAbsolutePath() + ";AUTO_SERVER=TRUE";
    }

    // Something listens only where the instance that owns Redis had to be killed.
    private void shutDownRedis() {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), redisPort)) {
            OutputStream out = socket.getOutputStream();
            out.write("SHUTDOWN NOSAVE\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("refused");
        }
    }
}
