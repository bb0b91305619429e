package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockStore;
import io.github.latchkey.quorum.QuorumLockStore;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.LockDeclarationException;
import io.github.latchkey.spring.LockedApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A quorum by its settings. Nobody is at these ports. */
class QuorumSettingsTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(LockedApplication.STARTER)
            .withPropertyValues("distributed-lock.startup-check=off");

    @Test
    void theNamedNodesAreTheStoreInsteadOfTheApplicationsRedis() {
        runner.withPropertyValues(
                        "distributed-lock.quorum.nodes=redis://a:6379,rediss://user:secret@b:6380,redis://c",
                        "distributed-lock.quorum.node-timeout=100ms")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(LockStore.class);
                    QuorumLockStore store = context.getBean(QuorumLockStore.class);
                    assertThat(store.describe()).isEqualTo("quorum of Redis at a:6379, b:6380, c:6379");
                    assertThat(store.commandTimeout()).hasMillis(200);
                });
    }

    @Test
    void nodesMayBeNamedOneByOne() {
        runner.withPropertyValues(
                        "distributed-lock.quorum.nodes[0]=redis://a",
                        "distributed-lock.quorum.nodes[1]=redis://b",
                        "distributed-lock.quorum.nodes[2]=redis://c")
                .run(context -> assertThat(context).hasSingleBean(QuorumLockStore.class));
    }

    @Test
    void anEvenNumberOfNodesFailsTheStart() {
        runner.withPropertyValues("distributed-lock.quorum.nodes=redis://a,redis://b,redis://c,redis://d")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("A quorum of 4 nodes is not supported: use 3, 5 or 7."));
    }

    @Test
    void aNodeThatIsNamedTwiceFailsTheStart() {
        runner.withPropertyValues("distributed-lock.quorum.nodes=redis://a/0,redis://b,redis://a/1")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("named twice"));
    }

    @Test
    void aLeaseLongerThanTheLongestFailsTheStart() {
        runner.withPropertyValues(
                        "distributed-lock.quorum.nodes=redis://a,redis://b,redis://c", "distributed-lock.lease=2m")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("distributed-lock.quorum.longest-lease is PT1M"));
    }

    @Test
    void anUnknownSslBundleFailsTheStart() {
        runner.withConfiguration(LockedApplication.SSL)
                .withPropertyValues(
                        "distributed-lock.quorum.nodes=redis://a,rediss://b,redis://c",
                        "distributed-lock.quorum.ssl-bundle=locks")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(
                                "distributed-lock.quorum.ssl-bundle is 'locks', but there is no such bundle. Define it:"
                                        + " spring.ssl.bundle.pem.locks"));
    }

    @Test
    void anSslBundleThatNobodyReadsFailsTheStart() {
        runner.withPropertyValues(
                        "distributed-lock.quorum.nodes=redis://a,rediss://b,redis://c",
                        "distributed-lock.quorum.ssl-bundle=locks")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(
                                "there is no SslBundles bean. Spring Boot's SslAutoConfiguration makes it"));
    }

    @Test
    void aBlankSslBundleIsNone() {
        runner.withPropertyValues(
                        "distributed-lock.quorum.nodes=redis://a,redis://b,redis://c",
                        "distributed-lock.quorum.ssl-bundle=")
                .run(context -> assertThat(context).hasSingleBean(QuorumLockStore.class));
    }

    @Test
    void anSslBundleThatNoNodeUsesFailsTheStart() {
        runner.withPropertyValues(
                        "distributed-lock.quorum.nodes=redis://a,redis://b,redis://c",
                        "distributed-lock.quorum.ssl-bundle=locks")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("distributed-lock.quorum.nodes has no node with TLS. Write rediss://"));
    }

    @Test
    void aMethodThatAsksForWhatAQuorumCannotDoFailsTheStart() {
        runner.withPropertyValues("distributed-lock.quorum.nodes=redis://a,redis://b,redis://c")
                .withBean(Orders.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(LockDeclarationException.class)
                        .hasMessageContainingAll("Orders", "pay", "fair", "quorum of Redis at a:6379"));
    }

    static class Orders {
        @DistributedLock(key = "'order'", fair = true)
        public void pay() {}
    }
}
