package io.github.latchkey.sample.longjob;

import io.github.latchkey.sample.InvalidRequestException;
import io.github.latchkey.sample.races.Strategies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Long jobs over HTTP. */
@RestController
@RequestMapping("/api/long-jobs")
@Tag(name = "C7 long job", description = "Jobs that outlive their lease")
final class LongJobController {

    private static final long MAX_AMOUNT = 1_000_000;

    private final LongJobRepository jobs;
    private final Strategies<LongJobs> strategies;

    LongJobController(LongJobRepository jobs, LongJobCase longJobs) {
        this.jobs = jobs;
        this.strategies = longJobs.strategies();
    }

    @Operation(summary = "Creates a job, whose total is 0")
    @PostMapping
    ResponseEntity<LongJob> create() {
        LongJob job = jobs.create();
        return ResponseEntity.created(URI.create("/api/long-jobs/" + job.id())).body(job);
    }

    @Operation(summary = "Shows a job: its total, and the sum of its entries, which must be the same")
    @GetMapping("/{id}")
    LongJob get(@PathVariable long id) {
        return jobs.get(id);
    }

    @Operation(summary = "Adds to a job: reads its total, works, and writes the new one")
    @PostMapping("/{id}/settle")
    LongJob settle(
            @PathVariable long id,
            @RequestParam(defaultValue = "10") long amount,
            @RequestParam(defaultValue = Strategies.DEFAULT) String strategy) {
        long checked = InvalidRequestException.inRange("amount", amount, 1, MAX_AMOUNT);
        long unused = strategies.named(strategy).settle(id, checked);
        return jobs.get(id);
    }
}
