package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.redis.RedisServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AliasFor;

/** What is locked: several keys, several annotations, annotations of one's own and of types, on a real Redis. */
class LockedKeysIT {

    private static final RedisServer REDIS = RedisServer.start();

    private final ApplicationContextRunner application =
            LockedApplication.on(REDIS).withPropertyValues("shop.region=eu").withBean(Transfers.class);

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void severalKeysAreSeveralLocksOfOneRequest() {
        with((transfers, elsewhere) -> {
            assertThat(transfers.transfer("b", "a")).containsExactly("account:a", "account:b");

            elsewhere.execute(LockRequest.of("account:b"), () -> {
                assertThatThrownBy(() -> transfers.transfer("a", "b")).isInstanceOf(LockBusyException.class);
                assertThat(isLocked("account:a")).isFalse();
            });
        });
    }

    @Test
    void aListIsOneKeyWhosePartsDoNotCollide() {
        with((transfers, elsewhere) -> {
            assertThat(transfers.order("m:1", "2")).containsExactly("merchant:m%3A1:2");
            assertThat(transfers.order("m", "1:2")).containsExactly("merchant:m:1%3A2");
        });
    }

    @Test
    void repeatedAnnotationsAreOneRequestEachAndThoseThatDoNotWaitComeFirst() {
        with((transfers, elsewhere) -> {
            assertThat(transfers.buy("i1", "u1")).containsExactly("sale:i1:user:u1", "sale:i1");
            assertThat(isLocked("sale:i1")).isFalse();
            assertThat(isLocked("sale:i1:user:u1")).isFalse();
        });
    }

    @Test
    void ifOneOfTheRepeatedIsBusyAllAreGivenBack() {
        with((transfers, elsewhere) -> {
            elsewhere.execute(LockRequest.of("sale:i2"), () -> {
                assertThatThrownBy(() -> transfers.buy("i2", "u1"))
                        .isInstanceOf(LockBusyException.class)
                        .hasMessageContaining("Lock 'sale:i2' not acquired within");
                assertThat(isLocked("sale:i2:user:u1")).isFalse();
            });
        });
    }

    @Test
    void anAnnotationOfOnesOwnSetsAttributesByAlias() {
        with((transfers, elsewhere) -> {
            assertThat(transfers.close("7")).containsExactly("order:7");

            elsewhere.execute(LockRequest.of("order:7"), () -> {
                assertThatThrownBy(() -> transfers.close("7"))
                        .isInstanceOf(LockBusyException.class)
                        .extracting(busy -> ((LockBusyException) busy).waited())
                        .satisfies(waited -> assertThat(waited).isLessThan(Duration.ofSeconds(2)));
            });
        });
    }

    @Test
    void placeholdersInAKeyAreReplaced() {
        with((transfers, elsewhere) -> assertThat(transfers.ship("9")).containsExactly("eu:parcel:9"));
    }

    @Test
    void aCallWhoseConditionDoesNotHoldIsNotLocked() {
        with((transfers, elsewhere) -> {
            assertThat(transfers.withdraw(101, "c")).containsExactly("account:c");
            assertThat(transfers.withdraw(100, "c")).isEmpty();
            assertThatThrownBy(() -> transfers.withdraw(null, "c"))
                    .isInstanceOf(LockKeyException.class)
                    .hasMessageContaining("Condition \"#amount.intValue() > 100\"")
                    .hasMessageContaining("The method was not run");
        });
    }

    @Test
    void aConditionThatIsNullDoesNotHold() {
        with((transfers, elsewhere) -> {
            assertThat(transfers.maybe(true, "d")).containsExactly("account:d");
            assertThat(transfers.maybe(null, "d")).isEmpty();
        });
    }

    @Test
    void anAnnotatedTypeLocksItsPublicMethodsWithoutOneOfTheirOwn() {
        application.withBean(Ledger.class).run(context -> {
            Ledger ledger = context.getBean(Ledger.class);

            assertThat(ledger.post()).containsExactly("ledger");
            assertThat(ledger.audit()).containsExactly("audit");
            assertThat(ledger.internal()).isEmpty();
            assertThat(ledger.toString()).isEqualTo("ledger, locked by []");
        });
    }

    @Test
    void theAnnotationOfAClassReplacesThatOfItsInterface() {
        application.withBean(EuropeanTax.class).run(context -> {
            Tax tax = context.getBean(Tax.class);

            assertThat(tax.file("1")).containsExactly("eu-tax:1");
            assertThat(tax.pay("1")).containsExactly("tax:1");
        });
    }

    private void with(BiConsumer<Transfers, LockClient> test) {
        application.run(context -> {
            try (LockClient elsewhere = Redis.client(REDIS)) {
                test.accept(context.getBean(Transfers.class), elsewhere);
            }
        });
    }

    private static boolean isLocked(String name) {
        return Redis.isLocked(REDIS, name);
    }

    /** What the running method holds, by its context and by Redis. */
    private static List<String> held() {
        List<String> names = LockContext.find().stream()
                .flatMap(context -> context.leases().stream())
                .flatMap(lease -> lease.names().stream())
                .toList();
        assertThat(names).allMatch(LockedKeysIT::isLocked);
        return names;
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @DistributedLock(key = "", leaseMs = 5_000)
    @interface OrderLock {
        @AliasFor(annotation = DistributedLock.class, attribute = "key")
        String[] key();

        @AliasFor(annotation = DistributedLock.class, attribute = "waitMs")
        long patience() default 0;
    }

    static class Transfers {
        @DistributedLock(
                key = {"'account:' + #from", "'account:' + #to"},
                waitMs = 0)
        public List<String> transfer(String from, String to) {
            return held();
        }

        @DistributedLock(key = "{'merchant', #merchant, #number}")
        public List<String> order(String merchant, String number) {
            return held();
        }

        @DistributedLock(key = "'sale:' + #item", waitMs = 50)
        @DistributedLock(key = "'sale:' + #item + ':user:' + #user", waitMs = 0)
        public List<String> buy(String item, String user) {
            return held();
        }

        @OrderLock(key = "'order:' + #id")
        public List<String> close(String id) {
            return held();
        }

        @DistributedLock(key = "'${shop.region}:parcel:' + #id")
        public List<String> ship(String id) {
            return held();
        }

        @DistributedLock(key = "'account:' + #account", condition = "#wanted")
        public List<String> maybe(@Nullable Boolean wanted, String account) {
            return held();
        }

        @DistributedLock(key = "'account:' + #account", condition = "#amount.intValue() > 100")
        public List<String> withdraw(@Nullable Integer amount, String account) {
            return held();
        }
    }

    @DistributedLock(key = "'ledger'")
    static class Ledger {
        public List<String> post() {
            return held();
        }

        @DistributedLock(key = "'audit'")
        public List<String> audit() {
            return held();
        }

        List<String> internal() {
            return held();
        }

        @Override
        public String toString() {
            return "ledger, locked by " + held();
        }
    }

    interface Tax {
        @DistributedLock(key = "'tax:' + #year")
        List<String> file(String year);

        @DistributedLock(key = "'tax:' + #year")
        List<String> pay(String year);
    }

    static class EuropeanTax implements Tax {
        @Override
        @DistributedLock(key = "'eu-tax:' + #year")
        public List<String> file(String year) {
            return held();
        }

        @Override
        public List<String> pay(String year) {
            return held();
        }
    }
}
