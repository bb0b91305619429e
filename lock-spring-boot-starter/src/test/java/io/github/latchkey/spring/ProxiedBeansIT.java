package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.redis.RedisServer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Locks do not depend on who makes the proxy, and how. */
class ProxiedBeansIT {

    private static final RedisServer REDIS = RedisServer.start();

    private final ApplicationContextRunner application =
            LockedApplication.on(REDIS).withBean(Payments.class);

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void aProxyMadeByAFactoryIsLockedByTheAnnotationsOfItsInterface() {
        application.withBean("carrier", CarrierFactory.class).run(context -> {
            List<Boolean> during = new ArrayList<>();

            context.getBean(Carrier.class).carry("8", () -> during.add(isLocked("parcel:8")));

            assertThat(during).containsExactly(true);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.aop.auto=false", "spring.aop.proxy-target-class=false"})
    void theLockDoesNotDependOnHowProxiesAreMade(String setting) {
        application
                .withPropertyValues(setting)
                .withBean("shipping", ParcelShipping.class)
                .run(context -> {
                    List<Boolean> during = new ArrayList<>();

                    Shipping shipping = context.getBean(Shipping.class);
                    assertThat(Proxy.isProxyClass(shipping.getClass())).isEqualTo(setting.endsWith("class=false"));
                    shipping.ship("7", () -> during.add(isLocked("parcel:7")));
                    context.getBean(Payments.class).pay(7, () -> during.add(isLocked("order:7")));

                    assertThat(during).containsExactly(true, true);
                });
    }

    @Test
    void aBlankKeyPartIsRefusedBeforeTheMethodRuns() {
        application.withBean("shipping", ParcelShipping.class).run(context -> {
            List<String> ran = new ArrayList<>();

            assertThatThrownBy(() -> context.getBean(Shipping.class).ship(" ", () -> ran.add("ran")))
                    .isInstanceOf(LockKeyException.class)
                    .hasMessageContaining("'#parcel' is blank");
            assertThat(ran).isEmpty();
        });
    }

    private static boolean isLocked(String name) {
        return Redis.isLocked(REDIS, name);
    }

    static class Payments {
        @DistributedLock(key = "'order:' + #orderId")
        public void pay(long orderId, Runnable meanwhile) {
            meanwhile.run();
        }
    }

    interface Carrier {
        @DistributedLock(key = "'parcel:' + #p0")
        void carry(String parcel, Runnable meanwhile);
    }

    /** Stands for the clients and repositories that frameworks make of an interface. */
    static class CarrierFactory implements FactoryBean<Carrier> {
        @Override
        public Carrier getObject() {
            return (Carrier) Proxy.newProxyInstance(
                    Carrier.class.getClassLoader(), new Class<?>[] {Carrier.class}, (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return method.invoke(this, arguments);
                        }
                        ((Runnable) arguments[1]).run();
                        return null;
                    });
        }

        @Override
        public Class<?> getObjectType() {
            return Carrier.class;
        }
    }

    interface Shipping {
        void ship(String parcel, Runnable meanwhile);
    }

    static class ParcelShipping implements Shipping {
        @Override
        @DistributedLock(key = "'parcel:' + #parcel")
        public void ship(String parcel, Runnable meanwhile) {
            meanwhile.run();
        }
    }
}
