package io.github.latchkey.sample.races;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.sample.orders.Order;
import io.github.latchkey.sample.orders.Order.Status;
import io.github.latchkey.sample.orders.OrderRecord;
import io.github.latchkey.sample.orders.OrderRepository;
import io.github.latchkey.sample.orders.OrderStateException;
import io.github.latchkey.sample.orders.OrderStrategies;
import io.github.latchkey.sample.orders.Orders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Pays and cancels many orders at the same time, and counts the orders that came out wrong. */
@Component
final class CancelPayRace {

    private static final Logger log = LoggerFactory.getLogger(CancelPayRace.class);
    private static final long AMOUNT_CENTS = 1999;

    private final OrderRepository repository;
    private final OrderStrategies strategies;

    CancelPayRace(OrderRepository repository, OrderStrategies strategies) {
        this.repository = repository;
        this.strategies = strategies;
    }

    RaceResult run(int count, int threads, String strategy) throws InterruptedException {
        Orders orders = strategies.named(strategy);
        List<Long> ids = Stream.generate(() -> repository.create(AMOUNT_CENTS).id())
                .limit(count)
                .toList();
        long start = System.nanoTime();
        long refused = race(orders, ids, threads);
        double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0;
        RaceResult result = judge(strategy, ids, seconds);
        log.info("{}: {} calls refused", result, refused);
        return result;
    }

    private static long race(Orders orders, List<Long> ids, int threads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> calls = new ArrayList<>(2 * ids.size());
            for (long id : ids) {
                boolean payFirst = ThreadLocalRandom.current().nextBoolean();
                calls.add(pool.submit(call(orders, id, payFirst)));
                calls.add(pool.submit(call(orders, id, !payFirst)));
            }
            long refused = 0;
            for (Future<Boolean> call : calls) {
                refused += done(call) ? 0 : 1;
            }
            return refused;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Callable<Boolean> call(Orders orders, long id, boolean pay) {
        return () -> {
            try {
                Order unused = pay ? orders.pay(id) : orders.cancel(id);
                return true;
            } catch (OrderStateException | LockBusyException e) {
                return false;
            }
        };
    }

    private static boolean done(Future<Boolean> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    // Other instances create orders meanwhile, so ids may have gaps.
    private RaceResult judge(String strategy, List<Long> ids, double seconds) {
        Set<Long> own = new HashSet<>(ids);
        List<OrderRecord> records = repository.records(ids.get(0), ids.get(ids.size() - 1)).stream()
                .filter(record -> own.contains(record.id()))
                .toList();
        return new RaceResult(
                strategy,
                records.size(),
                records.stream().filter(r -> r.status() == Status.PAID).count(),
                records.stream().filter(r -> r.status() == Status.CANCELLED).count(),
                records.stream().filter(OrderRecord::isViolation).count(),
                seconds);
    }
}
