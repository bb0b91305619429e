package io.github.latchkey.sample.races;

import io.github.latchkey.sample.InvalidRequestException;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shares of other instances' races, over HTTP. */
@Hidden
@RestController
@RequestMapping("/api/races/shares")
final class ShareController {

    private final GuestShares shares;

    ShareController(GuestShares shares) {
        this.shares = shares;
    }

    @PostMapping
    Tally run(@RequestBody Share share) throws InterruptedException {
        long unused =
                InvalidRequestException.inRange("threads", (long) share.threads(), 1, RaceController.MOST_THREADS);
        unused = InvalidRequestException.inRange("calls", (long) share.calls().size(), 1, RaceController.MOST_CALLS);
        return shares.run(share);
    }

    @GetMapping("/{key}")
    ShareProgress progress(@PathVariable String key, @RequestParam(defaultValue = "0") int from) {
        return shares.progress(key, from);
    }
}
