package io.github.latchkey.sample.instances;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The instances over HTTP. */
@RestController
final class InstanceController {

    private final Instances instances;

    InstanceController(Instances instances) {
        this.instances = instances;
    }

    @GetMapping("/api/instances")
    List<Instance> up() {
        return instances.up();
    }
}
