package io.github.latchkey.sample.flashsale;

import io.github.latchkey.sample.races.Call;
import io.github.latchkey.sample.races.Race;
import io.github.latchkey.sample.races.RaceCase;
import io.github.latchkey.sample.races.Scene;
import io.github.latchkey.sample.races.Strategies;
import io.github.latchkey.sample.races.Strategy;
import io.github.latchkey.sample.races.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Users want an item of which there is one for every second of them, and each asks twice; nobody may get two, and none be sold twice. */
@Component
final class FlashSaleCase implements RaceCase<Sales> {

    private final SaleRepository sales;
    private final Strategies<Sales> strategies;

    FlashSaleCase(
            SaleRepository sales,
            UnlockedSales unlocked,
            LockedSales locked,
            PessimisticSales pessimistic,
            OptimisticSales optimistic) {
        this.sales = sales;
        strategies = new Strategies<>(Map.of(
                Strategy.NONE, unlocked,
                Strategy.LOCK, locked,
                Strategy.PESSIMISTIC, pessimistic,
                Strategy.OPTIMISTIC, optimistic));
    }

    @Override
    public String name() {
        return "flash-sale";
    }

    @Override
    public Strategies<Sales> strategies() {
        return strategies;
    }

    @Override
    public int callsPerUser() {
        return 2;
    }

    @Override
    public Scene prepare(Race race) {
        Item item = sales.create(Math.max(race.users() / 2, 1));
        List<Call> calls = IntStream.range(0, race.requests())
                .mapToObj(i -> new Call("order", item.id(), race.userOf(i) + 1))
                .toList();
        return new FlashSaleScene(item.id(), race.users(), calls);
    }

    @Override
    public void perform(Sales service, Call call) {
        SaleOrder unused = service.order(call.subject(), call.detail());
    }

    private final class FlashSaleScene implements Scene {

        private final long itemId;
        private final long users;
        private final List<Call> calls;

        FlashSaleScene(long itemId, long users, List<Call> calls) {
            this.itemId = itemId;
            this.users = users;
            this.calls = calls;
        }

        @Override
        public List<Call> calls() {
            return calls;
        }

        // They all collide about the stock; what one user's calls break is plainer.
        @Override
        public long groupOf(Call call) {
            return call.detail();
        }

        @Override
        public Verdict judge() {
            SaleRecord sale = sales.record(itemId, users);
            return new Verdict(
                    sale.violations(),
                    Map.of(
                            "item", itemId,
                            "stock", sale.stock(),
                            "remaining", sale.remaining(),
                            "orders", sale.orders(),
                            "oversold", sale.oversold(),
                            "repeatBuyers", sale.repeatBuyers(),
                            "misbooked", sale.misbooked(),
                            "unsold", sale.unsold()),
                    sales.repeatBuyers(itemId));
        }
    }
}
