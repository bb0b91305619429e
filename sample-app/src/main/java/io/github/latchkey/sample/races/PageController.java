package io.github.latchkey.sample.races;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The start page: what to try, and how the last races came out. */
@Controller
final class PageController {

    private final LastRaces races;

    PageController(LastRaces races) {
        this.races = races;
    }

    @GetMapping("/")
    String page(Model model) {
        model.addAttribute("races", races.ofEachStrategy());
        model.addAttribute(
                "base", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
        return "index";
    }
}
