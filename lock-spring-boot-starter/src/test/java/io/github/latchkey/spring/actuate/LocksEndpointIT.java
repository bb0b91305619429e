package io.github.latchkey.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.LockedApplication;
import io.github.latchkey.spring.ServedApplication;
import io.github.latchkey.spring.ServedApplication.Answer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /actuator/locks} over HTTP, on a real Redis. */
class LocksEndpointIT {

    private static final String LOCKS = "/actuator/locks";

    private static RedisServer redis;
    private static ServedApplication application;
    private static LockClient here;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        application = ServedApplication.start(LockedApplication.settings(redis));
        here = application.bean(LockClient.class);
    }

    @AfterAll
    static void stop() {
        application.close();
        redis.close();
    }

    @Test
    void whatThisProcessHoldsAndWaitsForIsListed() {
        LockRequest request = LockRequest.of("order:42").label("order-pay").waitAtMost(Duration.ofMinutes(1));
        LockLease lease = here.acquire(request);
        CompletableFuture<LockLease> waiting =
                here.acquireAsync(request.label("order-cancel").ownedBy("another"));

        Answer answer = application.get(LOCKS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.list("held")).singleElement().satisfies(held -> assertThat(held)
                .containsEntry("name", "order:42")
                .containsEntry("lock", "order-pay")
                .containsEntry("state", "HELD")
                .containsEntry("fencingToken", lease.fencingToken())
                .containsEntry("client", "lockClient")
                .containsKeys("owner", "heldForMillis", "remainingMillis"));
        assertThat(answer.list("waiting")).singleElement().satisfies(waits -> assertThat(waits)
                .containsEntry("name", "order:42")
                .containsEntry("lock", "order-cancel")
                .containsEntry("client", "lockClient")
                .containsKey("waitedMillis"));
        waiting.cancel(false);
        lease.release();
        assertThat(application.get(LOCKS).list("held")).isEmpty();
    }

    @Test
    void aLockIsShownWhoeverHoldsIt() {
        try (LockClient elsewhere = elsewhere();
                LockLease lease = elsewhere.acquire(LockRequest.of("order:43"))) {
            Answer answer = application.get(LOCKS + "/order:43");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json())
                    .containsEntry("name", "order:43")
                    .containsEntry("taken", true)
                    .containsEntry("fencingToken", lease.fencingToken())
                    .containsEntry("waiting", 0)
                    .containsKey("remainingMillis");
            assertThat(owner("order:43")).startsWith("elsewhere@");
        }
    }

    @Test
    void aFreeLockIsNoError() {
        Answer answer = application.get(LOCKS + "/nobody-has-it");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).containsEntry("taken", false).containsEntry("holders", List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/order:1",
                "/tenant/7/order:1",
                "/a%20b",
                "/100%25",
                "/%C3%A9t%C3%A9",
                "/%7Bbraces%7D",
                "?name=url:http://shop/a//b",
                "?name=/absolute/",
                "?name=a%3Bb%3Fc%23d%26e",
            })
    void namesHaveAnyCharacters(String encoded) {
        String name = URLDecoder.decode(
                encoded.startsWith("/") ? encoded.substring(1) : encoded.substring("?name=".length()),
                StandardCharsets.UTF_8);
        try (LockLease lease = here.acquire(LockRequest.of(name))) {
            Answer answer = application.get(LOCKS + encoded);
            String owner = here.activity().held().get(0).owner();
            Answer released =
                    application.delete(LOCKS + encoded + (encoded.startsWith("/") ? "?" : "&") + owned(owner));

            assertThat(answer.json()).containsEntry("name", name).containsEntry("fencingToken", lease.fencingToken());
            assertThat(released.json()).isEqualTo(Map.of("released", name, "owner", owner));
            assertThat(here.inspect(name).isTaken()).isFalse();
        }
    }

    @Test
    void aLockIsTakenFromAHolderThatIsNamed() {
        try (LockClient elsewhere = elsewhere()) {
            elsewhere.acquire(LockRequest.of("order:44"));

            Answer released = application.delete(LOCKS + "/order:44?" + owned(owner("order:44")));

            assertThat(released.status()).isEqualTo(200);
            assertThat(here.tryAcquire(LockRequest.of("order:44").waitAtMost(Duration.ZERO)))
                    .hasValueSatisfying(LockLease::release);
        }
    }

    @Test
    void aLockIsNotTakenFromAnotherOwnerThanNamed() {
        try (LockLease lease = here.acquire(LockRequest.of("order:45"))) {
            Answer refused = application.delete(LOCKS + "/order:45?" + owned("somebody:1:x"));

            assertThat(refused.status()).isEqualTo(404);
            assertThat((String) refused.json().get("error")).contains("That owner does not hold it", owner("order:45"));
            assertThat(redis.command("GET lock:{order:45}")).contains(owner("order:45"));
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void aLockThatNobodyHoldsIsNotFoundToRelease() {
        Answer refused = application.delete(LOCKS + "/nobody-has-it?owner=somebody:1:x");

        assertThat(refused.status()).isEqualTo(404);
        assertThat((String) refused.json().get("error")).contains("nobody does");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/order:46", "/order:46?owner=", "/order:46?owner=%20"})
    void noLockIsTakenWithoutItsOwner(String path) {
        try (LockLease lease = here.acquire(LockRequest.of("order:46"))) {
            Answer refused = application.delete(LOCKS + path);

            assertThat(refused.status()).isEqualTo(400);
            assertThat((String) refused.json().get("error")).contains("?owner=", "GET");
            assertThat(redis.command("EXISTS lock:{order:46}")).startsWith(":1");
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void notAllLocksAreReleasedAtOnce() {
        Answer refused = application.delete(LOCKS + "?owner=somebody:1:x");

        assertThat(refused.status()).isEqualTo(400);
        assertThat((String) refused.json().get("error")).contains("which lock");
    }

    @Test
    void aNameThatCannotBeOneIsABadRequest() {
        Answer refused = application.get(LOCKS + "/" + "x".repeat(600));

        assertThat(refused.status()).isEqualTo(400);
        assertThat((String) refused.json().get("error")).contains("512");
    }

    @Test
    void aClientThatIsNotThereIsABadRequest() {
        Answer refused = application.get(LOCKS + "/order:47?client=other");

        assertThat(refused.status()).isEqualTo(400);
        assertThat((String) refused.json().get("error")).contains("?client=", "[lockClient]");
    }

    @Test
    void aRedisThatIsGoneIsSaidSoWhileTheListGoesOn() {
        try (RedisServer gone = RedisServer.start();
                ServedApplication shop = ServedApplication.start(LockedApplication.settings(gone))) {
            gone.stop();

            Awaitility.await().untilAsserted(() -> {
                Answer answer = shop.get(LOCKS + "/order:48");
                assertThat(answer.status()).isEqualTo(503);
                assertThat((String) answer.json().get("error")).contains("Redis at 127.0.0.1:" + gone.port());
            });
            assertThat(shop.get(LOCKS).status()).isEqualTo(200);
        }
    }

    private static LockClient elsewhere() {
        return LockClient.builder(RedisLockStore.connect(redis.uri()))
                .applicationName("elsewhere")
                .closeGrace(Duration.ZERO)
                .build();
    }

    private static String owner(String name) {
        return here.inspect(name).heldBy().orElseThrow();
    }

    private static String owned(String owner) {
        return "owner=" + URLEncoder.encode(owner, StandardCharsets.UTF_8);
    }
}
