package io.github.latchkey.sample.races;

import static io.github.latchkey.sample.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Http.Answer;
import io.github.latchkey.sample.SampleTest;
import io.github.latchkey.sample.races.RaceCalls.CallBar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@SampleTest
class TimelineIT {

    private Http http = new Http(0);

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @ParameterizedTest
    @CsvSource({"lock, holding", "pessimistic, holding", "none, inside"})
    void everyCallHasABarOfWhatItDid(String strategy, String state) {
        RaceCalls race = race("cancel-pay?requests=100&strategy=" + strategy);

        assertThat(race.calls()).hasSize(100);
        assertThat(race.calls()).allSatisfy(call -> {
            assertThat(call.end()).isIn("done", "refused");
            assertThat(call.in(state)).as("%s", call).isNotEmpty();
            assertThat(call.by()).isOne();
        });
        assertThat(race.calls()).extracting(CallBar::number).isSorted().doesNotHaveDuplicates();
    }

    // What the lock is there for, seen by an observer that knows nothing of it.
    @ParameterizedTest
    @CsvSource({"lock, true", "none, false"})
    void callsOfOneOrderOverlapOnlyWhereNothingKeepsThemApart(String strategy, boolean apart) {
        RaceCalls race = race("cancel-pay?requests=200&users=20&strategy=" + strategy);

        Map<Long, List<CallBar>> byOrder = race.calls().stream().collect(Collectors.groupingBy(CallBar::subject));

        assertThat(byOrder).hasSize(20);
        assertThat(byOrder.values().stream().filter(TimelineIT::overlap).toList())
                .matches(some -> some.isEmpty() == apart);
    }

    private static boolean overlap(List<CallBar> calls) {
        List<List<Long>> times = new ArrayList<>();
        calls.forEach(call -> times.addAll(call.in(call.in("holding").isEmpty() ? "inside" : "holding")));
        times.sort(Comparator.comparing(time -> time.get(0)));
        for (int i = 1; i < times.size(); i++) {
            if (times.get(i).get(0) < times.get(i - 1).get(1)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aViolationIsToldStepByStep() {
        RaceCalls race = race("cancel-pay?requests=100&threads=32&strategy=none");

        assertThat(race.broken()).hasSize(2 * (int) race.violations());
        List<Map<String, Object>> steps = race.steps();
        assertThat(steps)
                .extracting(step -> step.get("micros"))
                .isSortedAccordingTo(Comparator.comparing(micros -> ((Number) micros).longValue()));
        // Both have read before one has written.
        List<Object> kinds = steps.stream().map(step -> step.get("kind")).toList();
        assertThat(kinds.subList(0, kinds.indexOf("write")))
                .filteredOn("read"::equals)
                .hasSize(2);
        assertThat(kinds).contains("begun", "remote", "done");
        assertThat(steps).anySatisfy(step -> assertThat(step)
                .containsEntry("kind", "write")
                .containsEntry("text", "update orders set status = ? where id = ?"));
    }

    @ParameterizedTest
    @CsvSource({"flash-sale", "payment-callback", "merchant-order", "refund", "sub-orders"})
    void eachCaseHasAStory(String name) {
        RaceCalls race = race(name + "?requests=200&threads=64&strategy=none");

        assertThat(race.violations()).isPositive();
        assertThat(race.broken()).isNotEmpty();
        assertThat(race.steps()).isNotEmpty();
    }

    @Test
    void aRaceWithoutAViolationHasNoStory() {
        RaceCalls race = race("refund?requests=50&strategy=lock");

        assertThat(race.broken()).isEmpty();
        assertThat(race.steps()).isEmpty();
    }

    @Test
    void aRefusedCallSaysWhy() {
        RaceCalls race = race("cancel-pay?requests=20&strategy=lock");

        assertThat(race.calls())
                .filteredOn(call -> call.end().equals("refused"))
                .hasSize(10)
                .allSatisfy(call -> assertThat(call.reason()).contains("cannot be"));
    }

    @Test
    void callsBeyondTheFirstTwoThousandAreOnlyCounted() {
        RaceCalls race = race("merchant-order?requests=2500&threads=64");

        assertThat(race.calls()).hasSize(2000);
    }

    @Test
    void fewUsersCollideMore() {
        assertThat(race("payment-callback?requests=60&users=3").calls().stream()
                        .map(CallBar::subject)
                        .distinct())
                .hasSize(3);
        assertThat(http.get("/api/races/last").number("users")).isEqualTo(3);
    }

    @Test
    void theCallsOfTheLastTenRacesAreKept() {
        long first = http.post("/api/races/refund?requests=2").number("id");
        for (int i = 0; i < 10; i++) {
            assertThat(http.post("/api/races/refund?requests=2").status()).isEqualTo(200);
        }

        assertProblem(
                http.get("/api/races/" + first + "/timeline"),
                404,
                "urn:sample:no-race",
                "The calls of race " + first + " are not kept");
        assertThat(http.get("/api/races/" + first).status()).isEqualTo(200);
    }

    @Test
    void aFaultIsRefusedWhereNothingWaitsForIt() {
        long race = http.post("/api/races/refund?requests=2").number("id");

        assertProblem(
                http.post("/api/races/" + race + "/faults/pause-holder"),
                409,
                "urn:sample:fault-refused",
                "Nothing befalls a race of refund.");
    }

    private RaceCalls race(String order) {
        Answer race = http.post("/api/races/" + order);
        assertThat(race.status()).as(race.body()).isEqualTo(200);
        return RaceCalls.of(http, race.number("id"));
    }
}
