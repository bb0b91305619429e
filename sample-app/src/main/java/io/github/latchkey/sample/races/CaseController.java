package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be raced, over HTTP. */
@RestController
@Tag(name = "races")
final class CaseController {

    private final RaceCases cases;

    CaseController(RaceCases cases) {
        this.cases = cases;
    }

    @Operation(summary = "Lists the cases that can be raced, with their strategies")
    @GetMapping("/api/cases")
    List<CaseDescription> all() {
        return cases.all().stream().map(CaseDescription::of).toList();
    }

    private record CaseDescription(
            @JsonProperty("case") String name,
            List<String> strategies,
            int defaultRequests,
            int mostRequests,
            int callsPerUser,
            int mostUsers,
            List<String> faults) {

        static CaseDescription of(RaceCase<?> race) {
            return new CaseDescription(
                    race.name(),
                    race.strategies().all().stream().map(Strategy::toString).toList(),
                    race.defaultRequests(),
                    race.mostRequests(),
                    race.callsPerUser(),
                    race.mostUsers(),
                    race.faults().stream().map(Fault::toString).toList());
        }
    }
}
