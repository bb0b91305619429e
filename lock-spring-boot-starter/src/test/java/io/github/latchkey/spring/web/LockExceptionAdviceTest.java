package io.github.latchkey.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.LockedApplication;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.WebApplicationContext;

/** What the callers of a web application get when the lock does not work out. */
class LockExceptionAdviceTest {

    private final WebApplicationContextRunner servlets = new WebApplicationContextRunner()
            .withConfiguration(LockedApplication.STARTER)
            .withConfiguration(LockedApplication.SERVLETS)
            .withBean(OrderController.class);

    @Test
    void busyIs409AndSaysNothingAboutTheHolder() {
        servlets.withPropertyValues("distributed-lock.store=memory").run(context -> {
            LockClient client = context.getBean(LockClient.class);

            client.execute(LockRequest.of("order:1"), () -> {
                WebTestClient http = mvc(context);
                assertBusy(elsewhere(() -> pay(http)));
            });
        });
    }

    @Test
    void anUnreachableRedisIs503() {
        try (RedisServer redis = RedisServer.start()) {
            redis.stop();
            servlets.withPropertyValues(LockedApplication.settings(redis))
                    .run(context -> assertUnavailable(pay(mvc(context)), redis));
        }
    }

    @Test
    void theApplicationsOwnAdviceWins() {
        servlets.withPropertyValues("distributed-lock.store=memory")
                .withBean(OwnAdvice.class)
                .run(context -> {
                    LockClient client = context.getBean(LockClient.class);

                    client.execute(LockRequest.of("order:1"), () -> {
                        WebTestClient http = mvc(context);
                        assertThat(elsewhere(() -> pay(http)).status()).isEqualTo(HttpStatus.LOCKED);
                    });
                });
    }

    @Test
    void theAnswersCanBeSwitchedOff() {
        servlets.withPropertyValues("distributed-lock.store=memory", "distributed-lock.web.problem-details=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LockExceptionAdvice.class));
    }

    @Test
    void whileAMinimumHoldRunsOutTheAnswerSaysHowLong() {
        servlets.withPropertyValues("distributed-lock.store=memory", "distributed-lock.min-hold=30s")
                .run(context -> {
                    WebTestClient http = mvc(context);
                    assertThat(pay(http).status()).isEqualTo(HttpStatus.OK);

                    Answer second = pay(http);

                    assertThat(second.status()).isEqualTo(HttpStatus.CONFLICT);
                    assertThat(Integer.parseInt(String.valueOf(second.headers().getFirst("Retry-After"))))
                            .isBetween(20, 30);
                });
    }

    @Test
    void reactiveApplicationsAnswerTheSame() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withConfiguration(LockedApplication.REACTIVE_WEB)
                .withBean(OrderController.class)
                .withPropertyValues("distributed-lock.store=memory")
                .run(context -> {
                    LockClient client = context.getBean(LockClient.class);

                    client.execute(LockRequest.of("order:1"), () -> {
                        WebTestClient http =
                                WebTestClient.bindToApplicationContext(context).build();
                        assertBusy(elsewhere(() -> pay(http)));
                    });
                });
    }

    // The thread that holds the lock would enter it again.
    private static Answer elsewhere(Supplier<Answer> call) {
        return CompletableFuture.supplyAsync(call).join();
    }

    private static WebTestClient mvc(ApplicationContext context) {
        return MockMvcWebTestClient.bindToApplicationContext((WebApplicationContext) context)
                .configureClient()
                .responseTimeout(Duration.ofSeconds(10))
                .build();
    }

    // The client's own assertions are other methods in Spring 7, so a test that is compiled with Spring 6 cannot call
    // them there.
    private static Answer pay(WebTestClient http) {
        EntityExchangeResult<String> result =
                http.post().uri("/pay").exchange().expectBody(String.class).returnResult();
        return new Answer(result.getStatus(), result.getResponseHeaders(), String.valueOf(result.getResponseBody()));
    }

    private static void assertBusy(Answer answer) {
        assertThat(answer.status()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(answer.headers().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.headers().getFirst("Retry-After")).isEqualTo("1");
        assertThat(answer.body()).contains("urn:latchkey:busy").doesNotContain("order:1", "@");
    }

    private static void assertUnavailable(Answer answer, RedisServer redis) {
        assertThat(answer.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.headers().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.body())
                .contains("urn:latchkey:unavailable")
                .doesNotContain("order:1", Integer.toString(redis.port()));
    }

    private record Answer(HttpStatusCode status, HttpHeaders headers, String body) {}

    @RestController
    static class OrderController {
        @PostMapping("/pay")
        @DistributedLock(key = "'order:1'", waitMs = 0)
        public String pay() {
            return "paid";
        }
    }

    @RestControllerAdvice
    static class OwnAdvice {
        @ExceptionHandler
        @ResponseStatus(HttpStatus.LOCKED)
        String busy(LockBusyException e) {
            return "ours";
        }
    }
}
