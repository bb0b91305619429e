package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words what Redis or the way to it answered, and whether that can pass by itself. */
final class RedisFailure {

    /** Error codes of a server that is starting, failing over, moving slots or running a long script. */
    private static final Set<String> PASSING =
            Set.of("LOADING", "BUSY", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "UNBLOCKED");

    private static final String TOO_MANY_CLIENTS = "max number of clients reached";

    /** As Redis says it up to 7.0, and since. */
    private static final Pattern NO_RIGHT_IN_SCRIPT =
            Pattern.compile("The user executing the script can't|ACL failure in script");

    private static final String CHECK_RIGHTS =
            ". Check the rights of the user (ACL): LockStore.checkRights names those that are missing.";

    /** What the other side says of the certificate of this side; newer JDKs put the alert in front, too. */
    private static final String CLIENT_CERTIFICATE = ".*Received fatal alert: .*(certificate|unknown_ca).*";

    private static final String TLS = " Check also that both sides use TLS, or neither does.";

    private RedisFailure() {}

    /** A connection that could not be opened, so that the command was not sent. */
    static LockStoreException notConnected(Throwable error, String node, Supplier<Duration> failingFor) {
        // Refused is a matter of the address; whoever answers something else, or nothing, may not speak TLS, or only
        // TLS.
        LockStoreException failure = of(error, node, failingFor, hasNoTls(root(error)) ? "" : TLS);
        return LockStoreException.notSent(
                String.valueOf(failure.getMessage()), failure.isPassing(), failure.getCause());
    }

    static LockStoreException of(Throwable error, String node, Supplier<Duration> failingFor) {
        return of(error, node, failingFor, "");
    }

    private static LockStoreException of(Throwable error, String node, Supplier<Duration> failingFor, String hint) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof LockStoreException known) {
            return known;
        }
        if (cause instanceof NodeFailure at && at.getCause() != null) {
            return of(at.getCause(), at.node(), failingFor, hint);
        }
        String answer = answer(cause);
        if (answer == null) {
            return unreachable(cause, node + " cannot be reached" + lasting(failingFor.get()) + ": ", hint);
        }
        String code = code(answer);
        boolean passing = PASSING.contains(code) || answer.contains(TOO_MANY_CLIENTS);
        return new LockStoreException(
                node + " refused the command: " + answer.replaceFirst("\\.+$", "") + remedy(code, answer),
                passing,
                cause);
    }

    private static LockStoreException unreachable(Throwable cause, String beginning, String hint) {
        String reason = rootMessage(cause).replaceFirst("\\.+$", "");
        if (UnixSockets.isUnsupported(reason)) {
            return new LockStoreException(beginning + UnixSockets.REMEDY, false, cause);
        }
        String remedy = ". Check that it runs, and the address and network to it." + hint;
        if (isTls(cause)) {
            remedy = reason.matches(CLIENT_CERTIFICATE)
                    ? ". Redis wants a certificate of its clients (tls-auth-clients), which one of its authorities has signed and"
                            + " which is still valid: give the client one, with its key."
                    : ". Check its certificate, and the SSL settings here.";
            reason = "TLS failed, " + reason;
        }
        return new LockStoreException(beginning + reason + remedy, true, cause);
    }

    private static String remedy(String code, String answer) {
        if (PASSING.contains(code)) {
            return " (it is not ready). Locks work again when it is.";
        }
        if (NO_RIGHT_IN_SCRIPT.matcher(answer).find()) {
            return CHECK_RIGHTS;
        }
        return switch (code) {
            case "NOAUTH", "WRONGPASS" -> ". Check user and password.";
            case "NOPERM" -> remedy(answer);
            case "OOM" -> ". Give Redis more memory (maxmemory); it must not evict locks.";
            case "MISCONF" -> ". Redis cannot write its snapshot to disk; mend that, or it takes no writes.";
            case "MOVED", "ASK" ->
                ". This Redis is a node of a cluster: name it as one (RedisTopology.cluster, spring.data.redis.cluster.nodes).";
            case "WRONGTYPE" -> ". A key of another application has the lock's name; choose another key prefix.";
            default -> {
                if (answer.contains("cluster support disabled")) {
                    yield ". This Redis is no node of a cluster: name it as one Redis (RedisTopology.of, spring.data.redis.host).";
                }
                yield answer.contains("DB index is out of range")
                        ? ". Choose a smaller number of a database, or give Redis more of them (databases, 16 by default)."
                        : ".";
            }
        };
    }

    private static String remedy(String refusal) {
        if (refusal.contains("'select'")) {
            return ". Every database but 0 needs it. Allow it: ACL SETUSER <user> +select";
        }
        if (refusal.contains("'cluster")) {
            return ". Without it nobody knows which node has a lock. Allow it: ACL SETUSER <user> +cluster|slots";
        }
        return refusal.contains("'wait'")
                ? ". Locks that ask for replicas need it. Allow it: ACL SETUSER <user> +wait"
                : CHECK_RIGHTS;
    }

    // Before Redis 7 an error inside a script reads "ERR Error running script (…): @user_script:7: … -OOM command not
    // …".
    private static String code(String answer) {
        boolean nested = answer.startsWith("ERR Error running script") || answer.startsWith("@user_script");
        int inside = nested ? answer.lastIndexOf(" -") : -1;
        return answer.substring(inside < 0 ? 0 : inside + 2).split(" ", 2)[0];
    }

    private static String lasting(Duration failingFor) {
        return failingFor.toMillis() < 1_000 ? "" : " for " + failingFor.toSeconds() + "s";
    }

    /** Whether Redis said that it is a replica, which takes no writes. */
    static boolean isDemotion(Throwable error) {
        String answer = answer(error);
        return answer != null && code(answer).equals("READONLY");
    }

    /** Whether the answer tells that a slot, or all of them, may have another owner by now. */
    static boolean meansOtherOwner(String answer) {
        return Set.of("CLUSTERDOWN", "READONLY", "MASTERDOWN", "LOADING").contains(code(answer));
    }

    /** Whether the answer is about the slot of a cluster and not about what was asked. */
    static boolean isOfSlot(String answer) {
        return Set.of("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN").contains(code(answer));
    }

    /** Returns what Redis itself said, or null if nobody answered. */
    static @Nullable String answer(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return null;
    }

    private static boolean hasNoTls(Throwable root) {
        return root instanceof ConnectException || root instanceof FileNotFoundException;
    }

    private static boolean isTls(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String rootMessage(Throwable error) {
        Throwable root = root(error);
        if (root instanceof TimeoutException) {
            return "no answer to a new connection";
        }
        if (root instanceof FileNotFoundException) {
            return "there is no such socket";
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
