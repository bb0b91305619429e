package io.github.latchkey.redis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something that Redis does not let its user use.
 *
 * @param kind  what that is
 * @param what  names it
 * @param grant the ACL rule that allows it; empty where none does
 * @param cost  what comes of it
 */
record Denial(Kind kind, String what, String grant, Cost cost) {

    /** Which things an ACL is about. */
    enum Kind {
        COMMAND(""),
        KEY("keys such as "),
        CHANNEL("channels such as ");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** What becomes of locks. */
    enum Cost {
        NO_LOCKS("locks do not work without"),
        SLOW_START("the first use of each script costs a request more"),
        SLOW_HAND_OVER("waiters look at their lock once a second instead of being told, which makes hand-overs slow"),
        STALE_CHANNELS("the channel of a client that was closed is listened to until its store is closed, too");

        private final String words;

        Cost(String words) {
            this.words = words;
        }
    }

    /** Returns a sentence for each cost, the greatest first, that names all of its denials and the remedy. */
    static Map<Cost, String> sentences(String node, List<Denial> denials) {
        Map<Cost, String> sentences = new TreeMap<>();
        denials.stream()
                .distinct()
                .collect(Collectors.groupingBy(Denial::cost))
                .forEach((cost, same) -> sentences.put(cost, sentence(node, cost, same)));
        return sentences;
    }

    /** Returns a sentence that names all of the denials and the remedy. */
    static String sentence(String node, Cost cost, List<Denial> denials) {
        Map<Kind, String> things = new TreeMap<>();
        Set<String> grants = new LinkedHashSet<>();
        for (Denial denial : denials) {
            things.merge(denial.kind, denial.kind.words + denial.what, (all, next) -> all + ", " + denial.what);
            grants.add(denial.grant);
        }
        grants.remove("");
        return node + " does not let its user use " + String.join(" and ", things.values()) + ": " + cost.words + "."
                + (grants.isEmpty() ? "" : " Allow it: ACL SETUSER <user> " + String.join(" ", grants));
    }
}
