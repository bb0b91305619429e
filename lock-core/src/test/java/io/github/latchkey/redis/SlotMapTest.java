package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes of a cluster say about each other. */
class SlotMapTest {

    private static final NodeAddress ASKED = new NodeAddress("asked", 1);

    @Test
    void eachSlotOfARangeIsItsMasters() {
        SlotMap map = SlotMap.of(
                List.of(range(0, 99, node("one", 7000), node("replica", 7003)), range(200, 200, node("two", 7001))),
                ASKED);

        assertThat(map.owner(0)).isEqualTo(new NodeAddress("one", 7000));
        assertThat(map.owner(99)).isEqualTo(new NodeAddress("one", 7000));
        assertThat(map.owner(100)).isNull();
        assertThat(map.owner(200)).isEqualTo(new NodeAddress("two", 7001));
        assertThat(map.masters()).containsExactly(new NodeAddress("one", 7000), new NodeAddress("two", 7001));
    }

    @Test
    void noHostIsTheOneThatWasAsked() {
        SlotMap map = SlotMap.of(List.of(range(0, 0, node(null, 7000)), range(1, 1, node("", 7001))), ASKED);

        assertThat(map.masters()).containsExactly(new NodeAddress("asked", 7000), new NodeAddress("asked", 7001));
    }

    @Test
    void aHostNameThatIsWantedAndNotSetGivesWayToTheAddress() {
        List<Object> unnamed = List.of("?", 7000L, "id", List.of("ip", "10.0.0.1"));

        SlotMap map = SlotMap.of(List.of(range(0, 0, unnamed)), ASKED);

        assertThat(map.owner(0)).isEqualTo(new NodeAddress("10.0.0.1", 7000));
    }

    @Test
    void aRedirectNamesTheNodeAndWhetherItIsForThisOnce() {
        assertThat(Redirect.of("MOVED 3999 127.0.0.1:6381")).isEqualTo(new Redirect(false, "127.0.0.1:6381"));
        assertThat(Redirect.of("ASK 3999 127.0.0.1:6381")).isEqualTo(new Redirect(true, "127.0.0.1:6381"));
        assertThat(NodeAddress.parse("::1:6381", ASKED)).isEqualTo(new NodeAddress("::1", 6381));
        assertThat(NodeAddress.parse(":6381", ASKED)).isEqualTo(new NodeAddress("asked", 6381));
        assertThat(NodeAddress.parse("?:6381", ASKED)).isEqualTo(new NodeAddress("asked", 6381));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVED", "MOVED 3999", "MOVED 3999 nowhere", "ERR MOVED 3999 127.0.0.1:6381", "TRYAGAIN"})
    void anythingElseIsNoRedirect(String answer) {
        assertThat(Redirect.of(answer)).isNull();
    }

    @Test
    void aCallIsSentOnFiveTimes() {
        Route route = new Route(1, ASKED);

        for (int i = 0; i < 5; i++) {
            assertThat(route.goOn(ASKED, false)).isTrue();
        }
        assertThat(route.goOn(ASKED, false)).isFalse();
    }

    @SafeVarargs
    private static List<Object> range(long first, long last, List<Object>... nodes) {
        return List.of(first, last, nodes[0], nodes[nodes.length - 1]);
    }

    private static List<Object> node(@Nullable String host, long port) {
        return Arrays.asList(host, port, "id", List.of());
    }
}
