package io.github.latchkey.sample.scheduledjob;

import io.github.latchkey.sample.InvalidRequestException;
import io.github.latchkey.sample.races.Strategies;
import io.github.latchkey.sample.races.Strategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The runs of the scheduled job over HTTP. */
@RestController
@RequestMapping("/api/scheduled-runs")
@Tag(name = "C8 scheduled job", description = "A job in every instance")
final class ScheduledRunController {

    private static final long MOST_RUNS = 1000;

    private final ScheduledRuns runs;
    private final Strategies<Strategy> strategies =
            new Strategies<>(Map.of(Strategy.NONE, Strategy.NONE, Strategy.LOCK, Strategy.LOCK));

    ScheduledRunController(ScheduledRuns runs) {
        this.runs = runs;
    }

    @Operation(summary = "Counts the ticks of the last hour, and those for which the job ran more than once")
    @GetMapping
    RunSummary summary(@RequestParam(defaultValue = Strategies.DEFAULT) String strategy) {
        return runs.summary(strategies.named(strategy));
    }

    @Operation(summary = "Lists the last runs of the job, the newest first")
    @GetMapping("/recent")
    List<ScheduledRun> recent(@RequestParam(defaultValue = "50") long limit) {
        return runs.recent((int) InvalidRequestException.inRange("limit", limit, 1, MOST_RUNS));
    }
}
