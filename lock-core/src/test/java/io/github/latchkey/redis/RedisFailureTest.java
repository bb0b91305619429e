package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisFailureTest {

    // The longer form is what servers before 7.0 answer for an error inside a script.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    READONLY You can't write against a read only replica. | true | It is not ready
                    ERR Error running script (call to f_1): @user_script:32: @user_script: 32: -READONLY You can't write | true | it is not ready
                    @user_script: 35: -READONLY You can't write against a read only replica. | true | it is not ready
                    LOADING Redis is loading the dataset in memory | true | it is not ready
                    OOM command not allowed when used memory > 'maxmemory'. | false | Give Redis more memory
                    ERR Error running script (call to f_1): @user_script:30: @user_script: 30: -OOM command not allowed | false | Give Redis more memory
                    MISCONF Redis is configured to save RDB snapshots | false | cannot write its snapshot
                    NOPERM this user has no permissions to run the 'evalsha' command | false | LockStore.checkRights names
                    NOPERM this user has no permissions to run the 'select' command or its subcommand | false | ACL SETUSER <user> +select
                    WRONGPASS invalid username-password pair or user is disabled. | false | Check user and password
                    NOAUTH Authentication required. | false | Check user and password
                    ERR DB index is out of range | false | Choose a smaller number
                    ERR The user executing the script can't run this command or subcommand script: f1 | false | LockStore.checkRights names
                    ERR ACL failure in script: User shop has no permissions to run the 'zadd' command script: f1 | false | LockStore.checkRights names
                    MOVED 3999 127.0.0.1:6381 | false | is a node of a cluster
                    ERR unknown command | false | refused the command: ERR unknown command.
                    """)
    void anAnswerOfTheServerIsNamedWithItsRemedy(String answer, boolean passing, String remedy) {
        LockStoreException failure = RedisFailure.of(
                new CompletionException(new RedisCommandExecutionException(answer)),
                "Redis at here",
                () -> Duration.ZERO);

        assertThat(failure.isPassing()).isEqualTo(passing);
        assertThat(failure.getMessage())
                .startsWith("Redis at here refused the command: ")
                .containsIgnoringCase(remedy);
    }

    @Test
    void aHandshakeThatFailsIsNamedAsSuch() {
        Throwable handshake = new SSLHandshakeException("handshake");
        handshake.initCause(new IllegalStateException("unable to find valid certification path."));

        assertThat(notConnected(handshake))
                .hasMessage("Redis at here cannot be reached: TLS failed, unable to find valid certification path."
                        + " Check its certificate, and the SSL settings here.");
    }

    @Test
    void aCertificateThatRedisWantsIsNamed() {
        assertThat(notConnected(new SSLHandshakeException("Received fatal alert: certificate_required")))
                .hasMessageContaining(
                        "TLS failed, Received fatal alert: certificate_required. Redis wants a certificate");
        assertThat(notConnected(
                        new SSLHandshakeException("(certificate_required) Received fatal alert: certificate_required")))
                .hasMessageContaining("Redis wants a certificate");
        assertThat(notConnected(new SSLHandshakeException("Received fatal alert: protocol_version")))
                .hasMessageContaining("TLS failed, Received fatal alert: protocol_version. Check its certificate");
    }

    @Test
    void aSocketThatIsNotThereIsNamed() {
        assertThat(notConnected(new FileNotFoundException()))
                .hasMessage(
                        "Redis at here cannot be reached: there is no such socket. Check that it runs, and the address and"
                                + " network to it.");
    }

    @Test
    void aMissingLibraryForSocketsDoesNotPassByItself() {
        LockStoreException failure = notConnected(new IllegalStateException(
                "A unix domain socket connection requires epoll or kqueue and neither is available"));

        assertThat(failure)
                .hasMessageContaining("cannot be reached: a Unix socket needs a native library")
                .hasMessageContaining("io.netty:netty-transport-native-epoll");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void aPeerThatHangsUpMaySpeakTlsWhereTheClientDoesNot() {
        assertThat(notConnected(new IOException("Connection reset by peer")))
                .hasMessage(
                        "Redis at here cannot be reached: Connection reset by peer. Check that it runs, and the address and"
                                + " network to it. Check also that both sides use TLS, or neither does.");
        assertThat(notConnected(new ConnectException("Connection refused")))
                .hasMessageEndingWith("Connection refused. Check that it runs, and the address and network to it.");
    }

    private static LockStoreException notConnected(Throwable error) {
        return RedisFailure.notConnected(new CompletionException(error), "Redis at here", () -> Duration.ZERO);
    }
}
