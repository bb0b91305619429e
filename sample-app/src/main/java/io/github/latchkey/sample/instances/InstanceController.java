package io.github.latchkey.sample.instances;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The instances over HTTP. */
@RestController
@Tag(name = "instances", description = "The instances that share this one's database")
final class InstanceController {

    private final Instances instances;

    InstanceController(Instances instances) {
        this.instances = instances;
    }

    @Operation(summary = "Shows the instances that are up, the one that answers first")
    @GetMapping("/api/instances")
    List<Instance> up() {
        return instances.up();
    }
}
