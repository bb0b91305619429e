package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.latchkey.sample.traces.Mark;
import io.github.latchkey.sample.traces.Trace;
import io.github.latchkey.sample.traces.TracedCall;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The calls of a race, while it runs and afterwards, over HTTP; and what somebody lets befall it. */
@RestController
@RequestMapping("/api/races/{id}")
@Tag(name = "races")
final class TimelineController {

    private static final String ID = "The race's id";

    private final RaceHistory history;
    private final RecentRaces recent;
    private final RaceStreams streams;

    TimelineController(RaceHistory history, RecentRaces recent, RaceStreams streams) {
        this.history = history;
        this.recent = recent;
        this.streams = streams;
    }

    @Operation(
            summary = "Streams a race: event 'progress' several times a second, and 'over' at its end",
            description =
                    "The id of an event is how many calls had ended; with it as Last-Event-ID the stream goes on there.")
    @ApiResponse(responseCode = "200", description = "The stream")
    @ApiResponse(responseCode = "404", description = "There is no such race, or its calls were forgotten")
    @ApiResponse(responseCode = "503", description = "32 streams are open already")
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable @Parameter(description = ID) long id,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "0")
                    @Parameter(description = "The id of the last event that was received")
                    int from) {
        return streams.open(id, from);
    }

    @Operation(
            summary =
                    "Shows the first 2,000 calls of a race: when each of them waited and held its lock, and how it ended")
    @ApiResponse(responseCode = "200", description = "The calls, those that broke something, and how they did it")
    @ApiResponse(responseCode = "404", description = "There is no such race, or its calls were forgotten")
    @GetMapping("/timeline")
    TimelineReport timeline(@PathVariable @Parameter(description = ID) long id) {
        Race race = recent.get(id);
        return new TimelineReport(
                history.get(id),
                race.isOver() ? null : race.phase(),
                race.timeline().micros(),
                race.timeline().ended().stream().map(TracedCall::trace).toList(),
                race.timeline().marks(),
                new TreeSet<>(race.broken()),
                race.story());
    }

    @Operation(summary = "Lets something befall the holder in a race of long-job that was ordered with fault=ask")
    @ApiResponse(responseCode = "202", description = "It happens now")
    @ApiResponse(responseCode = "400", description = "There is no such fault, or not here")
    @ApiResponse(responseCode = "404", description = "There is no such race, or its calls were forgotten")
    @ApiResponse(responseCode = "409", description = "The race does not wait for it")
    @PostMapping("/faults/{fault}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void choose(
            @PathVariable @Parameter(description = ID) long id,
            @PathVariable @Parameter(description = "pause-holder, kill-redis or flush-redis") String fault) {
        Race race = recent.get(id);
        List<Fault> possible = race.order().race().faults();
        if (possible.isEmpty()) {
            throw new FaultRefusedException(
                    "Nothing befalls a race of " + race.order().race().name() + ".");
        }
        Fault chosen = Fault.named(fault, possible);
        if (!race.choose(chosen)) {
            throw new FaultRefusedException("Race " + id + " does not wait for a fault: it "
                    + (race.isOver() ? "is over." : "has had one, or its holder is not at work yet."));
        }
        RaceReport unused = history.change(history.get(id), report -> report.struckBy(chosen));
    }

    @Operation(summary = "Gives up a race that waits for something to befall the holder; it fails then")
    @ApiResponse(responseCode = "204", description = "It ends now")
    @ApiResponse(responseCode = "404", description = "There is no such race, or its calls were forgotten")
    @ApiResponse(responseCode = "409", description = "The race does not wait: it ends by itself")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveUp(@PathVariable @Parameter(description = ID) long id) {
        if (!recent.get(id).giveUp()) {
            throw new FaultRefusedException("Race " + id + " does not wait for a fault, and ends by itself.");
        }
    }

    /**
     * The calls of a race.
     *
     * @param phase what happens to it now; missing once it is over
     * @param micros how long it has run, in microseconds
     * @param broken the numbers of calls that took part in a violation
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record TimelineReport(
            RaceReport race,
            Race.@Nullable Phase phase,
            long micros,
            List<Trace> traces,
            List<Mark> marks,
            Set<Integer> broken,
            @Nullable Story story) {}
}
