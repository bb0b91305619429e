package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.redis.Denial.Cost;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the versions of Redis word what they refuse. */
class TrialTest {

    private static final Trial LOAD = new Trial("script|load", "", Cost.SLOW_START);
    private static final Trial SET = new Trial("set", "a:{key}", Cost.NO_LOCKS);
    private static final Trial PUBLISH = new Trial("publish", "a:signals:b", Cost.SLOW_HAND_OVER);

    // 6.2, 7.0, 7.2 and newer.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NOPERM this user has no permissions to run the 'set' command or its subcommand | set | +set
                    NOPERM this user has no permissions to run the 'set' command | set | +set
                    NOPERM User shop has no permissions to run the 'set' command | set | +set
                    NOPERM this user has no permissions to access one of the keys used as arguments | a:{key} | ~a:*
                    NOPERM No permissions to access a key | a:{key} | ~a:*
                    ERR unknown command 'SET', with args beginning with: | set (switched off or renamed there) | ''
                    """)
    void aCommandAndAKeyAreToldApart(String answer, String what, String grant) {
        assertThat(SET.denial(new RedisCommandExecutionException(answer), "a:"))
                .get()
                .returns(what, Denial::what)
                .returns(grant, Denial::grant)
                .returns(Cost.NO_LOCKS, Denial::cost);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOPERM this user has no permissions to access one of the channels used as arguments",
                "NOPERM No permissions to access a channel"
            })
    void aChannelIsNoKey(String answer) {
        assertThat(PUBLISH.denial(new RedisCommandExecutionException(answer), "a:"))
                .get()
                .returns("a:signals:b", Denial::what)
                .returns("&a:signals:*", Denial::grant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOPERM this user has no permissions to run the 'script' command or its subcommand",
                "NOPERM User shop has no permissions to run the 'script|load' command"
            })
    void aSubcommandIsGrantedAsSuch(String answer) {
        assertThat(LOAD.denial(new RedisCommandExecutionException(answer), "a:"))
                .get()
                .returns("+script|load", Denial::grant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOPERM this user has no permissions to run the 'select' command",
                "NOAUTH Authentication required.",
                "LOADING Redis is loading the dataset in memory"
            })
    void anAnswerToSomethingElseSaysNothing(String answer) {
        assertThatThrownBy(() -> SET.denial(new RedisCommandExecutionException(answer), "a:"))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining(answer);
    }
}
