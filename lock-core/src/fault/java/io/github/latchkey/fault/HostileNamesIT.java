package io.github.latchkey.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockUsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lock names that look like patterns, commands, keys of other locks, or like each other. */
class HostileNamesIT extends FaultFixture {

    private static final List<String> NAMES = List.of(
            "a",
            "a ",
            " a",
            "A",
            "a.b",
            "a:b",
            "a\r\nDEL lock:{a}\r\n",
            "a\0",
            "\t",
            "*",
            "[a]",
            "?",
            "a*",
            "{}",
            "}{",
            "{a}",
            "%7Ba%7D",
            "%257B",
            "%",
            "}:gone:x",
            "a}:queue",
            "a}:shared",
            "fence:{1}",
            "null",
            "-",
            "caf\u00e9",
            "cafe\u0301",
            "\u00c5",
            "\u212b",
            "\ud834\udd1e",
            "\u202eevil",
            "x".repeat(512),
            "x".repeat(511),
            "\u00e9".repeat(256));

    private final LockClient client = newClient();
    private final LockClient other = newClient();

    @Fault(id = "T39", value = "hostile lock names, all held at once")
    void everyNameIsALockOfItsOwn(Outcome outcome) {
        List<LockLease> leases = new ArrayList<>();
        List<String> usable = NAMES.stream().filter(name -> !name.isBlank()).toList();

        for (String name : usable) {
            leases.add(client.acquire(LockRequest.of(name).waitAtMost(Duration.ZERO)));
        }

        assertThat(usable).allSatisfy(name -> assertThat(
                        other.tryAcquire(LockRequest.of(name).waitAtMost(Duration.ZERO)))
                .as(name)
                .isEmpty());
        assertThat(usable)
                .allSatisfy(name ->
                        assertThat(other.inspect(name).isTaken()).as(name).isTrue());
        for (int i = 0; i < leases.size(); i++) {
            assertThat(leases.get(i).release()).as(usable.get(i)).isTrue();
            assertThat(other.acquire(LockRequest.of(usable.get(i))).release())
                    .as(usable.get(i))
                    .isTrue();
        }
        assertThat(redis.command("KEYS lock:{*}")).startsWith("*0");
        outcome.note(usable.size() + " names, no two of them one lock, none left behind");
    }

    @Fault(id = "T39", value = "names that are empty, null, blank, too long, or no Unicode")
    void aNameThatCannotBeALockIsAClearError(Outcome outcome) {
        for (String name :
                List.of("", " ", "\t", "x".repeat(513), "\u00e9".repeat(257), "x".repeat(1 << 20), "\ud834")) {
            assertThatThrownBy(() -> client.acquire(LockRequest.of(name)))
                    .isInstanceOf(LockUsageException.class)
                    .satisfies(error -> assertThat(
                                    String.valueOf(error.getMessage()).length())
                            .isLessThan(1_000));
        }
        assertThatThrownBy(HostileNamesIT::askForNull)
                .isInstanceOfAny(LockUsageException.class, NullPointerException.class);
        assertThat(redis.command("KEYS lock:{*}")).startsWith("*0");
        outcome.note("refused before anything is sent");
    }

    @SuppressWarnings("NullAway") // What a caller without a checker may do.
    private static void askForNull() {
        LockRequest.of(null);
    }
}
