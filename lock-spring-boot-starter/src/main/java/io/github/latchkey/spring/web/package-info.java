/** Answers of a web application whose lock was busy, or whose Redis was out of reach. */
@NullMarked
package io.github.latchkey.spring.web;

import org.jspecify.annotations.NullMarked;
