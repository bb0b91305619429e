/** Shows locks, and the health of their stores, through Spring Boot Actuator. */
@NullMarked
package io.github.latchkey.spring.actuate;

import org.jspecify.annotations.NullMarked;
