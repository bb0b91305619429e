package io.github.latchkey.test;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

@SpringBootTest(
        classes = Shop.class,
        properties = {"spring.data.redis.port=1", "distributed-lock.locks.stock.on-outage=proceed_unlocked"})
@LockTest
class SecondLockTestTest {

    @Test
    void anotherClassWithTheSameConfigurationSharesTheContext(@Autowired ApplicationContext context) {
        SharedContext.assertSame(context);
    }
}
