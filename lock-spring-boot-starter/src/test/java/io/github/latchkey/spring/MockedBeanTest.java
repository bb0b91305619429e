package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** An application's tests that replace a bean by a mock. */
class MockedBeanTest {

    static class Orders {
        @DistributedLock(key = "'order:' + #orderId")
        public String pay(long orderId) {
            return "paid";
        }
    }

    @Test
    void aMockIsNoUnlockedBean() {
        Orders mock = Mockito.mock(Orders.class);
        given(mock.pay(1)).willReturn("mocked");

        LockedApplication.inMemory()
                .withInitializer(context -> context.getBeanFactory().registerSingleton("orders", mock))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Orders.class).pay(1)).isEqualTo("mocked");
                });
    }
}
