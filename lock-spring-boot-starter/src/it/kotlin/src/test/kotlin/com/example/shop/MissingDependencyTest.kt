package com.example.shop

import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.springframework.boot.builder.SpringApplicationBuilder

/** Run without kotlinx-coroutines-reactor. */
class MissingDependencyTest {

    @Test
    fun `a suspend function fails the start and names what is missing`() {
        assertThatThrownBy {
            SpringApplicationBuilder(ShopApplication::class.java).run("--distributed-lock.store=memory").close()
        }
            .hasStackTraceContaining("it is a suspend function, which a proxy can only run with kotlinx-coroutines-reactor,"
                + " and that is not on the class path.")
            .hasStackTraceContaining("Add the dependency org.jetbrains.kotlinx:kotlinx-coroutines-reactor")
    }
}
