package io.github.latchkey.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Keeps the locks of a test class in memory, on a clock that the test moves, and hands {@link TestLocks} to it: as a parameter, or in a
 * Spring test also by {@code @Autowired}.
 *
 * <pre>{@code
 * @SpringBootTest
 * @LockTest
 * class OrderServiceTest {
 *
 *     @Autowired OrderService orders;
 *
 *     @Test
 *     void isBusyWhileTheOrderIsCancelledElsewhere(TestLocks locks) {
 *         locks.holdElsewhere("order:42");
 *
 *         assertThatThrownBy(() -> orders.pay(42)).isInstanceOf(LockBusyException.class);
 *     }
 * }
 * }</pre>
 *
 * <p>In a Spring test the starter then needs no Redis: the store of {@link TestLocks} is the primary {@code LockStore}. A
 * {@code LockClient} bean of the application's own keeps the store and the clock that it was built with. Classes with this annotation and
 * an otherwise equal configuration share a cached context; before each test everything begins anew. They do not run at the same time
 * where JUnit runs tests in parallel.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(LockTestExtension.class)
@ResourceLock("io.github.latchkey.test.TestLocks")
public @interface LockTest {}
