package io.github.latchkey.sample.races;

import io.github.latchkey.sample.races.RaceReport.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The start page: what to try, and how the last races came out. */
@Controller
final class PageController {

    private final RaceHistory history;

    PageController(RaceHistory history) {
        this.history = history;
    }

    @GetMapping("/")
    String page(Model model) {
        model.addAttribute("races", lastOfEach());
        model.addAttribute(
                "base", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
        return "index";
    }

    private List<RaceReport> lastOfEach() {
        Map<String, RaceReport> last = new TreeMap<>();
        for (RaceReport race : history.newestFirst()) {
            if (race.state() == State.DONE) {
                last.putIfAbsent(race.name() + ' ' + race.strategy(), race);
            }
        }
        return List.copyOf(last.values());
    }
}
