package io.github.latchkey.sample.paymentcallback;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.sample.paymentcallback.Callbacks.Outcome;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The provider calls back ten times at once for each payment; one follow-up must come of it. */
@Component
final class PaymentCallbackCase implements RaceCase<Callbacks> {

    private final CallbackRepository payments;
    private final Strategies<Callbacks> strategies;

    PaymentCallbackCase(
            CallbackRepository payments,
            UnlockedCallbacks unlocked,
            LockedCallbacks locked,
            PessimisticCallbacks pessimistic,
            OptimisticCallbacks optimistic) {
        this.payments = payments;
        strategies = new Strategies<>(Map.of(
                Strategy.NONE, unlocked,
                Strategy.LOCK, locked,
                Strategy.PESSIMISTIC, pessimistic,
                Strategy.OPTIMISTIC, optimistic));
    }

    @Override
    public String name() {
        return "payment-callback";
    }

    @Override
    public Strategies<Callbacks> strategies() {
        return strategies;
    }

    @Override
    public int callsPerUser() {
        return 10;
    }

    @Override
    public Scene prepare(Race race) {
        List<Long> ids = Stream.generate(() -> payments.create().id())
                .limit(race.users())
                .toList();
        List<Call> calls = IntStream.range(0, race.requests())
                .mapToObj(i -> new Call("callback", ids.get(race.userOf(i)), 0))
                .toList();
        return new CallbackScene(payments, ids, calls);
    }

    @Override
    public void perform(Callbacks service, Call call) {
        Outcome unused = service.paid(call.subject());
    }

    // A provider calls until it hears of success.
    @Override
    public boolean isRetried(RuntimeException refusal) {
        return refusal instanceof LockBusyException;
    }

    private record CallbackScene(CallbackRepository payments, List<Long> ids, List<Call> calls) implements Scene {

        @Override
        public Verdict judge() {
            List<PendingPayment> all = payments.all(ids);
            Set<Long> broken = all.stream()
                    .filter(payment -> payment.followUps() != 1)
                    .map(PendingPayment::id)
                    .collect(Collectors.toSet());
            return new Verdict(
                    broken.size(),
                    Map.of(
                            "payments",
                            (long) all.size(),
                            "followUps",
                            all.stream().mapToLong(PendingPayment::followUps).sum()),
                    broken);
        }
    }
}
