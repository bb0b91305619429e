package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.fault.machine.Weather;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Commands that Redis carried out, and whose replies nobody got. */
class LostReplyIT extends FaultFixture {

    private final TcpProxy network = newNetwork();
    private final LockClient client = newClient(network.uri());
    private final LockClient other = newClient();

    @Fault(id = "T6", value = "reply to an acquire lost, caller still waits")
    void anAcquireWhoseReplyWasLostIsGrantedOnceAndFreedOnce(Outcome outcome) {
        network.set(Weather.DROP_REPLIES);
        CompletableFuture<LockLease> asked = client.acquireAsync(REQUEST.waitAtMost(AT_MOST));
        await("granted unseen").until(() -> !isFree());
        String grant = held();

        long start = System.nanoTime();
        heal();
        LockLease lease = result(asked);

        outcome.took("entered after the heal", since(start));
        assertThat(held()).isEqualTo(grant).contains(" " + lease.fencingToken());
        assertThat(lease.release()).isTrue();
        assertThat(isFree()).isTrue();
        during("free", Duration.ofMillis(500)).until(this::isFree);
        outcome.note("one grant, free after one release");
    }

    @Fault(id = "T7", value = "reply to an acquire lost, caller gives up")
    void anAcquireWhoseCallerGaveUpLeavesNoGhost(Outcome outcome) {
        network.set(Weather.DROP_REPLIES);
        CompletableFuture<LockLease> asked = client.acquireAsync(REQUEST.waitAtMost(Duration.ofSeconds(1)));
        await("granted unseen").until(() -> !isFree());
        // Nor does what is done about it arrive.
        network.set(Weather.BLACKHOLE);
        assertThatThrownBy(() -> result(asked)).hasCauseInstanceOf(LockStoreException.class);
        assertThat(isFree()).isFalse();

        long start = System.nanoTime();
        heal();

        await("free").until(this::isFree);
        assertThat(outcome.took("free after the heal", since(start)))
                .isLessThan(Duration.ofSeconds(1).plus(SLACK));
        during("free", Duration.ofMillis(500)).until(this::isFree);
        outcome.note("no ghost");
    }

    @Fault(id = "T9", value = "unlock during a cut of 1 s, long lease")
    void aReleaseDuringACutReachesTheNextHolderSoon(Outcome outcome) {
        String result = client.execute(REQUEST.leaseFor(Duration.ofMinutes(1)), () -> {
            network.set(Weather.CUT);
            return "paid";
        });
        CompletableFuture<LockLease> next = other.acquireAsync(REQUEST.waitAtMost(AT_MOST));
        during("the cut", Duration.ofMillis(500)).until(() -> !isFree());

        long start = System.nanoTime();
        network.set(Weather.PASS);

        LockLease lease = result(next);
        assertThat(outcome.took("next holder after the heal", since(start)))
                .isLessThan(Duration.ofSeconds(2).plus(SLACK));
        assertThat(result).isEqualTo("paid");
        assertThat(lease.isHeld()).isTrue();
        outcome.note("result kept");
    }

    private void heal() {
        network.cutOpen();
        network.set(Weather.PASS);
    }
}
