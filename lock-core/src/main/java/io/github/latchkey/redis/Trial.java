package io.github.latchkey.redis;

import io.github.latchkey.redis.Denial.Cost;
import io.github.latchkey.redis.Denial.Kind;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A command that is tried out.
 *
 * @param right  the command as an ACL names it
 * @param target the key or the channel that it names; empty if it names none
 * @param cost   what comes of it where it is refused
 */
record Trial(String right, String target, Cost cost) {

    private static final String COMMAND = "to run the";

    /** Returns what the outcome says about rights, of a user whose keys begin with the prefix; throws where it says nothing. */
    Optional<Denial> denial(@Nullable Throwable error, String prefix) {
        if (error == null) {
            return Optional.empty();
        }
        String answer = RedisFailure.answer(error);
        if (answer == null) {
            throw new CompletionException(error);
        }
        // A connection is refused for another command than this one.
        if (answer.startsWith("NOPERM") && (!answer.contains(COMMAND) || answer.contains(COMMAND + " '" + word()))) {
            return Optional.of(refused(answer, prefix));
        }
        if (answer.startsWith("ERR unknown command")) {
            return Optional.of(new Denial(Kind.COMMAND, right + " (switched off or renamed there)", "", cost));
        }
        if (answer.startsWith("NOSCRIPT")) {
            // On purpose: the right to run scripts was tried, and no script.
            return Optional.empty();
        }
        throw new CompletionException(error);
    }

    // Redis 6, 7.0 and 7.2 each word this otherwise, but for so much.
    private Denial refused(String answer, String prefix) {
        if (answer.contains(COMMAND)) {
            return new Denial(Kind.COMMAND, right, "+" + right, cost);
        }
        String all = prefix.replaceAll("[*?\\[\\]\\\\]", "\\\\$0");
        return answer.contains("channel")
                ? new Denial(Kind.CHANNEL, target, "&" + all + LockKeys.SIGNALS + "*", cost)
                : new Denial(Kind.KEY, target, "~" + all + "*", cost);
    }

    private String word() {
        int sub = right.indexOf('|');
        return sub < 0 ? right + "'" : right.substring(0, sub);
    }
}
