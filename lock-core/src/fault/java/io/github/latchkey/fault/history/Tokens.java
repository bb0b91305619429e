package io.github.latchkey.fault.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checker B: tokens of a lock differ, and a grant that was answered before another was asked for has the lower one.
 *
 * <p>A hand-off inside a client takes the next token of the block that its grant got from the store, and is judged as if it had been
 * asked for and answered with that grant: the store never saw it. Blocks of a client are further apart than the passes in one.
 */
public final class Tokens {

    /** How often a grant is passed on inside a client at most. */
    private static final int PASSES = 16;

    private Tokens() {}

    /**
     * Looks for tokens that were given twice, or fell.
     *
     * @param events a history
     * @return one violation for each such token
     */
    public static List<Violation> check(List<Event> events) {
        List<Violation> found = new ArrayList<>();
        Grant.byKey(events).forEach((key, grants) -> {
            twice(key, grants, found);
            fallen(key, blocks(grants), found);
        });
        return found;
    }

    private static void twice(String key, List<Grant> grants, List<Violation> found) {
        Map<Long, Grant> seen = new HashMap<>();
        for (Grant grant : grants) {
            Grant same = seen.putIfAbsent(grant.token(), grant);
            if (same != null) {
                found.add(new Violation(Rule.TOKEN, key, same + " and " + grant + " have the same token"));
            }
        }
    }

    private static void fallen(String key, List<Grant> grants, List<Violation> found) {
        List<Grant> byAnswer = new ArrayList<>(grants);
        byAnswer.sort(Comparator.comparingLong(Grant::granted));
        List<Grant> byQuestion = new ArrayList<>(grants);
        byQuestion.sort(Comparator.comparingLong(Grant::asked));
        int answered = 0;
        Grant highest = null;
        for (Grant grant : byQuestion) {
            while (byAnswer.get(answered).granted() < grant.asked()) {
                Grant earlier = byAnswer.get(answered++);
                highest = highest == null || earlier.token() > highest.token() ? earlier : highest;
            }
            // Equal ones are reported as given twice.
            if (highest != null && highest.token() > grant.token()) {
                found.add(new Violation(Rule.TOKEN, key, grant + " was asked for after " + highest + " was granted"));
            }
        }
    }

    /** Moves passed-on grants to the times of their block's first grant. No other client's token lies within a block. */
    private static List<Grant> blocks(List<Grant> grants) {
        List<Grant> byToken = new ArrayList<>(grants);
        byToken.sort(Comparator.comparingLong(Grant::token));
        List<Grant> result = new ArrayList<>();
        Grant head = byToken.get(0);
        for (Grant grant : byToken) {
            boolean passed = client(grant).equals(client(head)) && grant.token() - head.token() <= PASSES;
            head = passed ? head : grant;
            result.add(new Grant(
                    grant.call(),
                    head.asked(),
                    head.granted(),
                    grant.token(),
                    grant.deadline(),
                    grant.lost(),
                    grant.left(),
                    grant.freed()));
        }
        return result;
    }

    private static String client(Grant grant) {
        return grant.call().actor().client();
    }
}
