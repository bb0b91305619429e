package io.github.latchkey.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http.Answer;

/** How errors are answered, whatever the case. */
public final class Problems {

    private Problems() {}

    /** Checks that an answer is a problem of that type which says so. */
    public static void assertProblem(Answer answer, int status, String type, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo(type);
        assertThat(answer.text("detail")).contains(detail);
    }
}
