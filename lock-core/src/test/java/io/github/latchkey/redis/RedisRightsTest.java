package io.github.latchkey.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.Stand;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule set of the documentation, beside what is sent. */
class RedisRightsTest {

    private static final Pattern CALL = Pattern.compile("redis\\.p?call\\('(\\w+)'");

    /** What is sent by itself, and not by a script. */
    private static final List<String> OUTSIDE =
            List.of("+evalsha", "+eval", "+script|load", "+ping", "+subscribe", "+unsubscribe");

    private static final List<String> OUTSIDE_IN_CLUSTERS = List.of(
            "+evalsha", "+eval", "+script|load", "+ping", "+ssubscribe", "+sunsubscribe", "+cluster|slots", "+asking");

    @Test
    void theRuleSetIsWhatTheScriptsCallAndTheClientSends() {
        Set<String> used = used(OUTSIDE, RedisScripts.ALL);
        used.remove("+spublish");

        assertThat(LeastRights.COMMANDS).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void theRuleSetOfAClusterIsWhatTheScriptsCallAndTheClientSends() {
        Set<String> used = used(OUTSIDE_IN_CLUSTERS, RedisScripts.ALL);
        used.addAll(used(List.of(), List.of(RedisScripts.LEAVE)));
        used.remove("+publish");

        assertThat(LeastRights.CLUSTER_COMMANDS).containsExactlyInAnyOrderElementsOf(used);
    }

    private static Set<String> used(List<String> outside, List<Script> scripts) {
        Set<String> used = new TreeSet<>(outside);
        scripts.forEach(script -> {
            Matcher call = CALL.matcher(script.text());
            while (call.find()) {
                used.add("+" + call.group(1).toLowerCase(Locale.ROOT));
            }
        });
        return used;
    }

    // Trying a command on the key of a lock that is held would end it.
    @Test
    void noNameOfALockLeadsToTheKeysThatAreTried() {
        LockKeys keys = new LockKeys("lock:", false);

        assertThat(List.of(LockKeys.NOBODY, LockKeys.NOBODY.substring(1), LockKeys.NOBODY.replace("%", "%25")))
                .allSatisfy(name -> {
                    ByteBuf key = Unpooled.buffer();
                    keys.lease(key, new Stand(name, "somebody:1:x", Duration.ofSeconds(1)));

                    assertThat(keys.kinds())
                            .allSatisfy(tried -> assertThat(key.toString(UTF_8)).doesNotContain(tried));
                });
    }

    @Test
    void theDocumentationHasTheRuleSet() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "topologies.md"));

        String documented = text.replaceAll("(?s).*```\\nACL SETUSER latchkey on >secret (.*?)```.*", "$1");

        assertThat(documented.split("\\s+"))
                .containsExactly(
                        Stream.concat(Stream.of(LeastRights.PATTERNS.split(" ")), LeastRights.COMMANDS.stream())
                                .toArray(String[]::new));
    }
}
