package io.github.latchkey.sample.refund;

import io.github.latchkey.sample.races.Call;
import io.github.latchkey.sample.races.Race;
import io.github.latchkey.sample.races.RaceCase;
import io.github.latchkey.sample.races.Scene;
import io.github.latchkey.sample.races.Strategies;
import io.github.latchkey.sample.races.Strategy;
import io.github.latchkey.sample.races.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Ten refunds of 30 % each are asked for at once for each payment; three of them fit. */
@Component
final class RefundCase implements RaceCase<Refunds> {

    private static final long PAID_CENTS = 1000;
    private static final long REFUND_CENTS = 300;

    private final RefundRepository payments;
    private final Strategies<Refunds> strategies;

    RefundCase(
            RefundRepository payments,
            UnlockedRefunds unlocked,
            LockedRefunds locked,
            FencedRefunds fenced,
            PessimisticRefunds pessimistic,
            OptimisticRefunds optimistic) {
        this.payments = payments;
        strategies = new Strategies<>(Map.of(
                Strategy.NONE, unlocked,
                Strategy.LOCK, locked,
                Strategy.LOCK_FENCE, fenced,
                Strategy.PESSIMISTIC, pessimistic,
                Strategy.OPTIMISTIC, optimistic));
    }

    @Override
    public String name() {
        return "refund";
    }

    @Override
    public Strategies<Refunds> strategies() {
        return strategies;
    }

    @Override
    public int callsPerUser() {
        return 10;
    }

    @Override
    public Scene prepare(Race race) {
        List<Long> ids = Stream.generate(() -> payments.create(PAID_CENTS).id())
                .limit(race.users())
                .toList();
        List<Call> calls = IntStream.range(0, race.requests())
                .mapToObj(i -> new Call("refund", ids.get(race.userOf(i)), i))
                .toList();
        return new RefundScene(payments, ids, calls);
    }

    @Override
    public void perform(Refunds service, Call call) {
        RefundablePayment unused = service.refund(call.subject(), "race-" + call.detail(), REFUND_CENTS);
    }

    private record RefundScene(RefundRepository payments, List<Long> ids, List<Call> calls) implements Scene {

        @Override
        public Verdict judge() {
            List<RefundRecord> records = payments.records(ids);
            long overRefunded =
                    records.stream().filter(RefundRecord::isOverRefunded).count();
            long different =
                    records.stream().filter(RefundRecord::isDifferentInBooks).count();
            return new Verdict(
                    overRefunded + different,
                    Map.of(
                            "payments",
                            (long) records.size(),
                            "refunds",
                            records.stream().mapToLong(RefundRecord::refunds).sum(),
                            "overRefunded",
                            overRefunded,
                            "differentInBooks",
                            different),
                    records.stream()
                            .filter(record -> record.isOverRefunded() || record.isDifferentInBooks())
                            .map(RefundRecord::id)
                            .collect(Collectors.toSet()));
        }
    }
}
