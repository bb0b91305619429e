package io.github.latchkey.sample.cancelpay;

import io.github.latchkey.sample.cancelpay.Order.Status;
import io.github.latchkey.sample.races.Call;
import io.github.latchkey.sample.races.Race;
import io.github.latchkey.sample.races.RaceCase;
import io.github.latchkey.sample.races.Scene;
import io.github.latchkey.sample.races.Strategies;
import io.github.latchkey.sample.races.Strategy;
import io.github.latchkey.sample.races.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Each order is paid and cancelled at the same time; it must not end as both, and no money may be taken for a cancelled one. */
@Component
final class CancelPayCase implements RaceCase<Orders> {

    private static final long AMOUNT_CENTS = 1999;

    private final OrderRepository orders;
    private final Strategies<Orders> strategies;

    CancelPayCase(
            OrderRepository orders,
            UnlockedOrders unlocked,
            LockedOrders locked,
            PessimisticOrders pessimistic,
            OptimisticOrders optimistic) {
        this.orders = orders;
        strategies = new Strategies<>(Map.of(
                Strategy.NONE, unlocked,
                Strategy.LOCK, locked,
                Strategy.PESSIMISTIC, pessimistic,
                Strategy.OPTIMISTIC, optimistic));
    }

    @Override
    public String name() {
        return "cancel-pay";
    }

    @Override
    public Strategies<Orders> strategies() {
        return strategies;
    }

    @Override
    public int defaultRequests() {
        return 2000;
    }

    @Override
    public boolean isCountedInOrders() {
        return true;
    }

    @Override
    public int callsPerUser() {
        return 2;
    }

    @Override
    public Scene prepare(Race race) {
        List<Long> ids = Stream.generate(() -> orders.create(AMOUNT_CENTS).id())
                .limit(race.users())
                .toList();
        List<Call> calls = new ArrayList<>();
        boolean pays = false;
        for (int i = 0; i < race.requests(); i++) {
            boolean isFirstOfUser = i == 0 || race.userOf(i) != race.userOf(i - 1);
            pays = isFirstOfUser ? ThreadLocalRandom.current().nextBoolean() : !pays;
            calls.add(new Call(pays ? "pay" : "cancel", ids.get(race.userOf(i)), 0));
        }
        return new CancelPayScene(ids, calls);
    }

    @Override
    public void perform(Orders service, Call call) {
        Order unused = call.action().equals("pay") ? service.pay(call.subject()) : service.cancel(call.subject());
    }

    private final class CancelPayScene implements Scene {

        private final List<Long> ids;
        private final List<Call> calls;

        CancelPayScene(List<Long> ids, List<Call> calls) {
            this.ids = ids;
            this.calls = calls;
        }

        @Override
        public List<Call> calls() {
            return calls;
        }

        // Other instances create orders meanwhile, so ids may have gaps.
        @Override
        public Verdict judge() {
            Set<Long> own = new HashSet<>(ids);
            List<OrderRecord> records = orders.records(ids.get(0), ids.get(ids.size() - 1)).stream()
                    .filter(record -> own.contains(record.id()))
                    .toList();
            Set<Long> broken = records.stream()
                    .filter(OrderRecord::isViolation)
                    .map(OrderRecord::id)
                    .collect(Collectors.toSet());
            return new Verdict(
                    broken.size(),
                    Map.of(
                            "orders", (long) records.size(),
                            "paid", count(records, Status.PAID),
                            "cancelled", count(records, Status.CANCELLED)),
                    broken);
        }

        private static long count(List<OrderRecord> records, Status status) {
            return records.stream().filter(record -> record.status() == status).count();
        }
    }
}
