package io.github.latchkey.sample.races;

import io.github.latchkey.sample.InvalidRequestException;
import io.github.latchkey.sample.orders.OrderStrategies;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Races over HTTP. */
@RestController
@RequestMapping("/api/races")
final class RaceController {

    private final CancelPayRace race;
    private final LastRaces races;

    RaceController(CancelPayRace race, LastRaces races) {
        this.race = race;
        this.races = races;
    }

    @PostMapping("/cancel-pay")
    RaceResult run(
            @RequestParam(defaultValue = "1000") long orders,
            @RequestParam(defaultValue = "16") long threads,
            @RequestParam(defaultValue = OrderStrategies.DEFAULT) String strategy)
            throws InterruptedException {
        int count = (int) InvalidRequestException.inRange("orders", orders, 1, 100_000);
        int workers = (int) InvalidRequestException.inRange("threads", threads, 1, 256);
        RaceResult result = race.run(count, workers, strategy);
        races.add(result);
        return result;
    }

    @GetMapping("/last")
    RaceResult last() {
        return races.last().orElseThrow(NoRaceException::new);
    }
}
