package io.github.latchkey.sample.merchantorder;

import io.github.latchkey.sample.races.Call;
import io.github.latchkey.sample.races.Race;
import io.github.latchkey.sample.races.RaceCase;
import io.github.latchkey.sample.races.Scene;
import io.github.latchkey.sample.races.Strategies;
import io.github.latchkey.sample.races.Strategy;
import io.github.latchkey.sample.races.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** A merchant submits each number ten times at once; there must be one order of each. */
@Component
final class MerchantOrderCase implements RaceCase<MerchantOrders> {

    private static final String NUMBERS = "race-";

    private final MerchantOrderRepository orders;
    private final Strategies<MerchantOrders> strategies;

    MerchantOrderCase(
            MerchantOrderRepository orders,
            UnlockedMerchantOrders unlocked,
            LockedMerchantOrders locked,
            OptimisticMerchantOrders optimistic) {
        this.orders = orders;
        strategies = new Strategies<>(Map.of(
                Strategy.NONE, unlocked,
                Strategy.LOCK, locked,
                Strategy.OPTIMISTIC, optimistic));
    }

    @Override
    public String name() {
        return "merchant-order";
    }

    @Override
    public Strategies<MerchantOrders> strategies() {
        return strategies;
    }

    @Override
    public int callsPerUser() {
        return 10;
    }

    @Override
    public Scene prepare(Race race) {
        long merchantId = newMerchant();
        return new MerchantOrderScene(
                merchantId,
                IntStream.range(0, race.requests())
                        .mapToObj(i -> new Call("submit", merchantId, race.userOf(i)))
                        .toList());
    }

    @Override
    public void perform(MerchantOrders service, Call call) {
        MerchantOrder unused = service.submit(call.subject(), NUMBERS + call.detail());
    }

    // One whom no race has had before, so that no number is known or still held; exact in JavaScript, too.
    private long newMerchant() {
        long merchantId = ThreadLocalRandom.current().nextLong(1, 1L << 53);
        return orders.record(merchantId).orders() == 0 ? merchantId : newMerchant();
    }

    private final class MerchantOrderScene implements Scene {

        private final long merchantId;
        private final List<Call> calls;

        MerchantOrderScene(long merchantId, List<Call> calls) {
            this.merchantId = merchantId;
            this.calls = calls;
        }

        @Override
        public List<Call> calls() {
            return calls;
        }

        @Override
        public long groupOf(Call call) {
            return call.detail();
        }

        @Override
        public Verdict judge() {
            long numbers = calls.stream().map(Call::detail).distinct().count();
            MerchantRecord found = orders.record(merchantId);
            long missing = numbers - found.numbers();
            return new Verdict(
                    found.extra() + missing,
                    Map.of(
                            "merchant", merchantId,
                            "numbers", numbers,
                            "orders", found.orders(),
                            "extra", found.extra(),
                            "missing", missing),
                    orders.repeatedNumbers(merchantId).stream()
                            .map(number -> Long.valueOf(number.substring(NUMBERS.length())))
                            .collect(Collectors.toSet()));
        }
    }
}
