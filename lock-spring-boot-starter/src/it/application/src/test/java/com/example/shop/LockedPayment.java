package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import java.util.concurrent.CompletableFuture;
import org.springframework.data.redis.core.StringRedisTemplate;

/** One payment, looked at from Redis and from another thread while it runs. */
record LockedPayment(OrderService orders, StringRedisTemplate redis) {

    void check(long orderId) {
        String key = "lock:{order:" + orderId + "}";

        String result = orders.pay(new Order(orderId), () -> {
            assertThat(redis.opsForValue().get(key)).matches("app@\\S+:x \\d{16}");
            assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> orders.pay(new Order(orderId), () -> {}))
                            .join())
                    .hasCauseInstanceOf(LockBusyException.class);
        });

        assertThat(result).isEqualTo("paid " + orderId);
        assertThat(redis.hasKey(key)).isFalse();
    }
}
