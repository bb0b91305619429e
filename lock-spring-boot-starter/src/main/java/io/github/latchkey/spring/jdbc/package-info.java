/** The fence table, for applications with JDBC. */
@NullMarked
package io.github.latchkey.spring.jdbc;

import org.jspecify.annotations.NullMarked;
