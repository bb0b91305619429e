package io.github.latchkey.sample.races;

import io.github.latchkey.sample.InvalidRequestException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The services of one case, by the strategy that each of them follows. */
public final class Strategies<S> {

    /** The strategy of requests that name none. */
    public static final String DEFAULT = "lock";

    private final Map<Strategy, S> services;

    /** Creates the choice, which is listed in the order of {@link Strategy}. */
    public Strategies(Map<Strategy, S> services) {
        this.services = new EnumMap<>(services);
    }

    /** Returns the service of a strategy that is one of these. */
    public S of(Strategy strategy) {
        return Objects.requireNonNull(services.get(strategy), strategy::toString);
    }

    /** Returns the service of the strategy that a request names. */
    public S named(String strategy) {
        return of(find(strategy));
    }

    /** Returns the strategies that there are. */
    public Set<Strategy> all() {
        return Collections.unmodifiableSet(services.keySet());
    }

    Strategy find(String strategy) {
        return Strategy.named(strategy)
                .filter(services::containsKey)
                .orElseThrow(() ->
                        new InvalidRequestException("strategy is '" + strategy + "', but must be " + names() + "."));
    }

    private String names() {
        String quoted = services.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return quoted.replaceFirst(", ([^,]*)$", " or $1");
    }
}
