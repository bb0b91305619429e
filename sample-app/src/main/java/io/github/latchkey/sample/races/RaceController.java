package io.github.latchkey.sample.races;

import io.github.latchkey.sample.InvalidRequestException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Races over HTTP. */
@RestController
@RequestMapping("/api/races")
@Tag(name = "races", description = "Many calls of one case at the same time, and what came of them")
final class RaceController {

    static final long MOST_THREADS = 256;
    static final long MOST_CALLS = 200_000;
    private static final long MOST_INSTANCES = 16;

    private final RaceCases cases;
    private final Races races;
    private final RaceHistory history;

    RaceController(RaceCases cases, Races races, RaceHistory history) {
        this.cases = cases;
        this.races = races;
        this.history = history;
    }

    @Operation(summary = "Runs a race: stores what it is about, makes the calls, and counts violations")
    @ApiResponse(responseCode = "200", description = "The race is over")
    @ApiResponse(responseCode = "202", description = "With async=true: the race runs; read it at Location")
    @ApiResponse(
            responseCode = "400",
            description = "A parameter is out of its limits, or the case has no such strategy")
    @ApiResponse(responseCode = "404", description = "There is no such case; the detail names those that there are")
    @ApiResponse(responseCode = "408", description = "With fault=ask: nobody said what befalls the holder")
    @ApiResponse(responseCode = "409", description = "Fewer instances are up, or another race runs")
    @ApiResponse(responseCode = "502", description = "Another instance did not run its share")
    @PostMapping("/{case}")
    ResponseEntity<RaceReport> run(
            @PathVariable("case") @Parameter(description = "The case", example = "cancel-pay") String name,
            @RequestParam(required = false)
                    @Parameter(
                            description = "How many calls to make; left out, the case has a number of its own",
                            schema = @Schema(type = "integer", format = "int64", minimum = "1", maximum = "200000"))
                    @Nullable Long requests,
            @RequestParam(required = false)
                    @Parameter(
                            description = "Instead of requests, for cancel-pay: how many orders, with two calls each",
                            schema = @Schema(type = "integer", format = "int64", minimum = "1", maximum = "100000"))
                    @Nullable Long orders,
            @RequestParam(required = false)
                    @Parameter(
                            description =
                                    "How many users they come from, each with an order, a payment or a number of their"
                                            + " own; left out, the case decides",
                            schema = @Schema(type = "integer", format = "int64", minimum = "1", maximum = "200000"))
                    @Nullable Long users,
            @RequestParam(defaultValue = "16")
                    @Parameter(
                            description = "How many callers make them, over all instances",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int64",
                                            minimum = "1",
                                            maximum = "256",
                                            defaultValue = "16"))
                    long threads,
            @RequestParam(defaultValue = Strategies.DEFAULT)
                    @Parameter(
                            description = "What keeps the calls apart; each case has some of: none, lock,"
                                    + " lock-unguarded, lock+fence, pessimistic, optimistic, counter")
                    String strategy,
            @RequestParam(defaultValue = "1")
                    @Parameter(
                            description = "How many instances make them; GET /api/instances shows which are up",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int64",
                                            minimum = "1",
                                            maximum = "16",
                                            defaultValue = "1"))
                    long instances,
            @RequestParam(required = false)
                    @Parameter(
                            description =
                                    "For long-job, what befalls the holder: pause-holder (without a word), kill-redis,"
                                            + " flush-redis, or ask to wait for POST /api/races/{id}/faults/{fault}")
                    @Nullable String fault,
            @RequestParam(defaultValue = "false")
                    @Parameter(description = "Whether to answer at once, and to run the race in the background")
                    boolean async)
            throws InterruptedException {
        RaceCase<?> race = cases.named(name);
        long callers = InvalidRequestException.inRange("threads", threads, 1, MOST_THREADS);
        int calls = requests(race, requests, orders);
        RaceOrder order = new RaceOrder(
                race,
                race.strategies().find(strategy),
                calls,
                users(race, users, calls),
                (int) callers,
                (int) InvalidRequestException.inRange("instances", instances, 1, Math.min(callers, MOST_INSTANCES)),
                Fault.wanted(race, fault));
        if (async) {
            RaceReport report = races.start(order);
            return ResponseEntity.accepted()
                    .location(URI.create("/api/races/" + report.id()))
                    .body(report);
        }
        return ResponseEntity.ok(races.run(order));
    }

    @Operation(summary = "Shows the last 200 races of this instance, the newest first")
    @GetMapping
    List<RaceReport> all() {
        return history.newestFirst();
    }

    @Operation(summary = "Shows a race")
    @ApiResponse(responseCode = "200", description = "The race as it stands")
    @ApiResponse(responseCode = "400", description = "The id is not a whole number")
    @ApiResponse(responseCode = "404", description = "There is no such race, or it was forgotten")
    @GetMapping("/{id}")
    RaceReport get(@PathVariable @Parameter(description = "The race's id") long id) {
        return history.get(id);
    }

    @Operation(summary = "Shows the last race that is over")
    @ApiResponse(responseCode = "200", description = "The race")
    @ApiResponse(responseCode = "404", description = "No race was run since the start")
    @GetMapping("/last")
    RaceReport last() {
        return history.lastDone()
                .orElseThrow(() -> new UnknownRaceException(
                        "No race was run since the start; run one with POST /api/races/cancel-pay."));
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

    private static int users(RaceCase<?> race, @Nullable Long users, int calls) {
        return users == null
                ? RaceOrder.usersOf(race, calls)
                : (int) InvalidRequestException.inRange("users", users, 1, Math.min(calls, race.mostUsers()));
    }
}
