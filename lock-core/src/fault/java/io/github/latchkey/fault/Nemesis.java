package io.github.latchkey.fault;

import io.github.latchkey.fault.machine.ChildJvm;
import io.github.latchkey.fault.machine.Signal;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Weather;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Breaks one thing after the other, in a random order that its seed repeats. No fault loses data: exclusion must hold throughout. */
final class Nemesis {

    private final Arena arena;
    private final Random random;
    private final Map<String, Runnable> faults = new LinkedHashMap<>();

    Nemesis(Arena arena, RedisServer redis, TcpProxy network, long seed) {
        this.arena = arena;
        this.random = new Random(seed);
        faults.put("network cut", () -> during(network, Weather.CUT, 700));
        faults.put("connections dead", () -> during(network, Weather.BLACKHOLE, 700));
        faults.put("network slow", () -> during(network, Weather.delay(Duration.ofMillis(60)), 1_500));
        faults.put("replies lost", () -> {
            during(network, Weather.DROP_REPLIES, 300);
            network.cutOpen();
        });
        faults.put("Redis killed", () -> {
            redis.kill();
            FaultFixture.pass(Duration.ofMillis(400));
            redis.restart();
        });
        faults.put("Redis stopped", () -> {
            redis.pause();
            FaultFixture.pass(Duration.ofMillis(900));
            redis.resume();
        });
        faults.put("clients killed", () -> redis.command("CLIENT KILL TYPE normal"));
        faults.put("scripts forgotten", () -> redis.command("SCRIPT FLUSH"));
    }

    /** Stops the process for longer than a lease, too. */
    void mayStop(ChildJvm worker) {
        faults.put("process " + worker.pid() + " stopped", () -> {
            worker.send(Signal.STOP);
            FaultFixture.pass(Duration.ofMillis(1_500));
            worker.send(Signal.CONT);
        });
    }

    /** Breaks something, mends it, leaves time to recover, and so on. */
    void rage(Duration time) {
        long start = System.nanoTime();
        List<String> names = new ArrayList<>(faults.keySet());
        while (FaultFixture.since(start).compareTo(time) < 0) {
            String name = names.get(random.nextInt(names.size()));
            arena.fault(name, pid(name), () -> Objects.requireNonNull(faults.get(name))
                    .run());
            FaultFixture.pass(Duration.ofMillis(500 + random.nextInt(2_500)));
        }
    }

    private static long pid(String name) {
        return name.startsWith("process ") ? Long.parseLong(name.split(" ", -1)[1]) : 0;
    }

    private static void during(TcpProxy network, Weather weather, long millis) {
        network.set(weather);
        FaultFixture.pass(Duration.ofMillis(millis));
        network.set(Weather.PASS);
    }
}
