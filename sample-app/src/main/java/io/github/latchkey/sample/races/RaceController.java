package io.github.latchkey.sample.races;

import io.github.latchkey.sample.InvalidRequestException;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Races over HTTP. */
@RestController
@RequestMapping("/api/races")
final class RaceController {

    private static final long MOST_THREADS = 256;
    private static final long MOST_INSTANCES = 16;

    private final RaceCases cases;
    private final Races races;
    private final RaceHistory history;
    private final Shares shares;

    RaceController(RaceCases cases, Races races, RaceHistory history, Shares shares) {
        this.cases = cases;
        this.races = races;
        this.history = history;
        this.shares = shares;
    }

    @PostMapping("/{name}")
    ResponseEntity<RaceReport> run(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Long requests,
            @RequestParam(required = false) @Nullable Long orders,
            @RequestParam(defaultValue = "16") long threads,
            @RequestParam(defaultValue = Strategies.DEFAULT) String strategy,
            @RequestParam(defaultValue = "1") long instances,
            @RequestParam(defaultValue = "false") boolean async)
            throws InterruptedException {
        RaceCase<?> race = cases.named(name);
        RaceOrder order = new RaceOrder(
                race,
                race.strategies().find(strategy),
                requests(race, requests, orders),
                (int) InvalidRequestException.inRange("threads", threads, 1, MOST_THREADS),
                (int) InvalidRequestException.inRange("instances", instances, 1, MOST_INSTANCES));
        if (async) {
            RaceReport report = races.start(order);
            return ResponseEntity.accepted()
                    .location(URI.create("/api/races/" + report.id()))
                    .body(report);
        }
        return ResponseEntity.ok(races.run(order));
    }

    @GetMapping
    List<RaceReport> all() {
        return history.newestFirst();
    }

    @GetMapping("/{id}")
    RaceReport get(@PathVariable long id) {
        return history.get(id);
    }

    @GetMapping("/last")
    RaceReport last() {
        return history.lastDone()
                .orElseThrow(() -> new UnknownRaceException(
                        "No race was run since the start; run one with POST /api/races/cancel-pay."));
    }

    /** Runs a share of another instance's race. */
    @Hidden
    @PostMapping("/shares")
    Tally share(@RequestBody Share share) throws InterruptedException {
        return shares.run(share);
    }

    private static int requests(RaceCase<?> race, @Nullable Long requests, @Nullable Long orders) {
        if (requests != null && orders != null) {
            throw new InvalidRequestException("requests and orders are both given; leave one out.");
        }
        if (orders != null) {
            // Two calls for each order, which the first race of this sample counted.
            if (!race.isCountedInOrders()) {
                throw new InvalidRequestException("orders is not for '" + race.name() + "'; give requests.");
            }
            return 2 * (int) InvalidRequestException.inRange("orders", orders, 1, race.mostRequests() / 2);
        }
        return requests == null
                ? race.defaultRequests()
                : (int) InvalidRequestException.inRange("requests", requests, 1, race.mostRequests());
    }
}
