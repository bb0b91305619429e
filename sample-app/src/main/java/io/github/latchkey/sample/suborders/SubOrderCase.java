package io.github.latchkey.sample.suborders;

import io.github.latchkey.sample.races.Call;
import io.github.latchkey.sample.races.RaceCase;
import io.github.latchkey.sample.races.Scene;
import io.github.latchkey.sample.races.Strategies;
import io.github.latchkey.sample.races.Strategy;
import io.github.latchkey.sample.races.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Ten sub-orders of each main order are completed at the same time; one of them must complete the main order. */
@Component
final class SubOrderCase implements RaceCase<SubOrders> {

    private static final int SUB_ORDERS = 10;

    private final SubOrderRepository orders;
    private final Strategies<SubOrders> strategies;

    SubOrderCase(
            SubOrderRepository orders,
            UnlockedSubOrders unlocked,
            LockedSubOrders locked,
            PessimisticSubOrders pessimistic,
            OptimisticSubOrders optimistic,
            CountedSubOrders counted) {
        this.orders = orders;
        strategies = new Strategies<>(Map.of(
                Strategy.NONE, unlocked,
                Strategy.LOCK, locked,
                Strategy.PESSIMISTIC, pessimistic,
                Strategy.OPTIMISTIC, optimistic,
                Strategy.COUNTER, counted));
    }

    @Override
    public String name() {
        return "sub-orders";
    }

    @Override
    public Strategies<SubOrders> strategies() {
        return strategies;
    }

    @Override
    public Scene prepare(Strategy strategy, int requests) {
        List<Long> ids = new ArrayList<>();
        List<Call> calls = new ArrayList<>();
        for (int left = requests; left > 0; left -= SUB_ORDERS) {
            long id = orders.create(Math.min(SUB_ORDERS, left));
            ids.add(id);
            orders.subOrders(id).forEach(part -> calls.add(new Call("complete", id, part.id())));
        }
        return new SubOrderScene(orders, ids, calls);
    }

    @Override
    public void perform(SubOrders service, Call call) {
        service.complete(call.subject(), call.detail());
    }

    private record SubOrderScene(SubOrderRepository orders, List<Long> ids, List<Call> calls) implements Scene {

        @Override
        public Verdict judge() {
            List<MainOrder> all = orders.all(ids);
            return new Verdict(
                    all.stream().filter(MainOrder::isViolation).count(),
                    Map.of(
                            "mainOrders", (long) all.size(),
                            "unfinished",
                                    all.stream()
                                            .mapToLong(MainOrder::unfinished)
                                            .sum(),
                            "completions",
                                    all.stream()
                                            .mapToLong(MainOrder::completions)
                                            .sum()));
        }
    }
}
