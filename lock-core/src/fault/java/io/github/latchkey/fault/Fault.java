package io.github.latchkey.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that breaks something; it is a row of the report, whose outcome the test may describe through an {@link Outcome} parameter. */
@Test
@Tag("fault")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@ExtendWith(FaultReport.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Fault {

    /** The number of the scenario. */
    String id();

    /** What is broken. */
    String value();
}
