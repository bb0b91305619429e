package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockEvent;
import io.github.latchkey.LockListener;
import io.github.latchkey.LockRequest;
import io.github.latchkey.spring.LockedApplication;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Beans of the application that take part in its lock client. */
class LockClientCustomizingTest {

    @Test
    void listenersHearOfTheClientsLocksInTheirOrder() {
        LockedApplication.inMemory().withUserConfiguration(Listeners.class).run(context -> {
            context.getBean(LockClient.class).acquire(LockRequest.of("order:1")).release();

            List<String> heard = context.getBean(Heard.class).lines;
            Awaitility.await().until(() -> heard.size() == 4);
            assertThat(heard).containsExactly("first ACQUIRED", "second ACQUIRED", "first RELEASED", "second RELEASED");
        });
    }

    @Test
    void customizersHaveTheLastWordInTheirOrderAndAfterARestartToo() {
        LockedApplication.inMemory()
                .withPropertyValues("spring.application.name=shop")
                .withUserConfiguration(Customizers.class)
                .run(context -> {
                    ConfigurableApplicationContext application = context.getSourceApplicationContext();
                    assertThat(owner(context.getBean(LockClient.class))).startsWith("last@");

                    application.stop();
                    application.start();

                    assertThat(owner(context.getBean(LockClient.class))).startsWith("last@");
                });
    }

    private static String owner(LockClient client) {
        return client.execute(
                LockRequest.of("order:1"), () -> client.activity().held().get(0).owner());
    }

    private static final class Heard {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        private LockListener as(String who) {
            return (LockEvent event) -> lines.add(who + " " + event.kind());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listeners {

        @Bean
        Heard heard() {
            return new Heard();
        }

        @Bean
        @Order(2)
        LockListener second(Heard heard) {
            return heard.as("second");
        }

        @Bean
        @Order(1)
        LockListener first(Heard heard) {
            return heard.as("first");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(2)
        LockClientCustomizer last() {
            return builder -> builder.applicationName("last");
        }

        @Bean
        @Order(1)
        LockClientCustomizer first() {
            return builder -> builder.applicationName("first");
        }
    }
}
