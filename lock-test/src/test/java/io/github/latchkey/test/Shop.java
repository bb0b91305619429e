package io.github.latchkey.test;

import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.OnBusy;
import io.github.latchkey.spring.OnLost;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A small application, whose Redis is not there. */
@SpringBootConfiguration
@EnableAutoConfiguration
class Shop {

    @Bean
    Orders orders() {
        return new Orders();
    }

    static class Orders {

        @DistributedLock(key = "'order:' + #orderId", waitMs = 3_600_000, leaseMs = 30_000)
        public String pay(long orderId, Runnable meanwhile) {
            meanwhile.run();
            return "paid " + orderId;
        }

        @DistributedLock(key = "'order:' + #orderId", waitMs = 0)
        public String cancel(long orderId) {
            return "cancelled " + orderId;
        }

        @DistributedLock(key = "'order:' + #orderId", onLost = OnLost.FAIL)
        public void ship(long orderId, Runnable meanwhile) {
            meanwhile.run();
        }

        @DistributedLock(key = "'order:' + #orderId", onBusy = OnBusy.FALLBACK, fallback = "showLater")
        public String show(long orderId) {
            return "order " + orderId;
        }

        String showLater(long orderId) {
            return "later";
        }

        @DistributedLock(key = "'order:' + #orderId")
        public CompletableFuture<String> book(long orderId, CompletableFuture<String> booking) {
            return booking;
        }

        @DistributedLock(key = "'stock'", name = "stock")
        public String count() {
            return "counted";
        }
    }
}
