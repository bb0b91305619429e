package io.github.latchkey.spring.actuate;

import io.github.latchkey.LeaseState;
import io.github.latchkey.LockActivity;
import io.github.latchkey.LockClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this process holds and waits for, as the endpoint shows it. */
record LocksDescriptor(List<Held> held, List<Waiting> waiting) {

    record Held(
            String name,
            @Nullable String lock,
            String owner,
            long fencingToken,
            long heldForMillis,
            long remainingMillis,
            LeaseState state,
            String client) {}

    record Waiting(String name, @Nullable String lock, long waitedMillis, String client) {}

    static LocksDescriptor of(Map<String, LockClient> clients) {
        List<Held> held = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        clients.forEach((beanName, client) -> {
            LockActivity activity = client.activity();
            activity.held().forEach(hold -> held.add(held(hold, beanName)));
            activity.waiting().forEach(request -> waiting.add(waiting(request, beanName)));
        });
        return new LocksDescriptor(held, waiting);
    }

    private static Held held(LockActivity.Held hold, String client) {
        return new Held(
                hold.name(),
                hold.label(),
                hold.owner(),
                hold.fencingToken(),
                hold.heldFor().toMillis(),
                hold.remaining().toMillis(),
                hold.state(),
                client);
    }

    private static Waiting waiting(LockActivity.Waiting request, String client) {
        return new Waiting(request.name(), request.label(), request.waited().toMillis(), client);
    }
}
