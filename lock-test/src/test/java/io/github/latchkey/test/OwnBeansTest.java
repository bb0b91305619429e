package io.github.latchkey.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.memory.MemoryLockStore;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** An application with lock beans of its own. */
@SpringBootTest(
        classes = {Shop.class, OwnBeansTest.Beans.class},
        properties = "spring.data.redis.port=1")
@LockTest
class OwnBeansTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        LockStore ownStore() {
            return new MemoryLockStore();
        }

        @Bean(defaultCandidate = false)
        LockClient mockedClient() {
            return Mockito.mock(LockClient.class);
        }

        @Bean(defaultCandidate = false)
        LockClient ownClient(LockStore store) {
            return LockClient.builder(store).applicationName("own").build();
        }
    }

    @Test
    void clientsOfTheApplicationAreBuiltOnTheStoreOfTheTest(
            TestLocks locks, @Autowired @Qualifier("ownClient") LockClient own) {
        own.acquire(LockRequest.of("order:42").label("own"));

        locks.assertLocked("order:42");
        locks.assertRanUnder("own", "order:42");
    }

    @Test
    void aMockedClientStaysAMock(@Autowired @Qualifier("mockedClient") LockClient mocked) {
        assertThat(Mockito.mockingDetails(mocked).isMock()).isTrue();
    }
}
