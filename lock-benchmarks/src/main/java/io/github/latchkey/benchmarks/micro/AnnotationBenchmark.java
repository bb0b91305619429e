package io.github.latchkey.benchmarks.micro;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.spring.autoconfigure.DistributedLockAutoConfiguration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** P8: a method under the annotation, its key evaluated from an argument, beside the same done by hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnnotationBenchmark {

    private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties("distributed-lock.store=memory", "spring.main.banner-mode=off")
            .run();
    private final LockClient client = context.getBean(LockClient.class);
    private final LockedOrders orders = context.getBean(LockedOrders.class);
    private long orderId = 1_000;

    /** Builds the same key by hand, and takes the lock with the client. */
    @Benchmark
    public long direct() {
        long id = orderId++;
        try (LockLease lease = client.acquire(LockRequest.of("order:" + id))) {
            return lease.fencingToken() + id;
        }
    }

    /** Calls the method through its proxy. */
    @Benchmark
    public long annotated() {
        return orders.cancel(orderId++);
    }

    /** Ends the application. */
    @TearDown
    public void close() {
        context.close();
    }

    /** As small as an application with the starter can be. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(DistributedLockAutoConfiguration.class)
    @Import(LockedOrders.class)
    static class Application {}
}
