package io.github.latchkey.sample.suborders;

import io.github.latchkey.sample.races.Call;
import io.github.latchkey.sample.races.Race;
import io.github.latchkey.sample.races.RaceCase;
import io.github.latchkey.sample.races.Scene;
import io.github.latchkey.sample.races.Strategies;
import io.github.latchkey.sample.races.Strategy;
import io.github.latchkey.sample.races.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Ten sub-orders of each main order are completed at the same time; one of them must complete the main order. */
@Component
final class SubOrderCase implements RaceCase<SubOrders> {

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
    public int callsPerUser() {
        return 10;
    }

    @Override
    public Scene prepare(Race race) {
        Map<Integer, Long> parts = IntStream.range(0, race.requests())
                .boxed()
                .collect(Collectors.groupingBy(race::userOf, TreeMap::new, Collectors.counting()));
        List<Long> ids = parts.values().stream()
                .map(count -> orders.create(count.intValue()))
                .toList();
        List<Call> calls = ids.stream()
                .flatMap(id -> orders.subOrders(id).stream().map(part -> new Call("complete", id, part.id())))
                .toList();
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
            Set<Long> broken = all.stream()
                    .filter(MainOrder::isViolation)
                    .map(MainOrder::id)
                    .collect(Collectors.toSet());
            return new Verdict(
                    broken.size(),
                    Map.of(
                            "mainOrders", (long) all.size(),
                            "unfinished",
                                    all.stream()
                                            .mapToLong(MainOrder::unfinished)
                                            .sum(),
                            "completions",
                                    all.stream()
                                            .mapToLong(MainOrder::completions)
                                            .sum()),
                    broken);
        }
    }
}
