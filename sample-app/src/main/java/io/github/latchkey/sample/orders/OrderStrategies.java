package io.github.latchkey.sample.orders;

import io.github.latchkey.sample.InvalidRequestException;
import org.springframework.stereotype.Component;

/** Finds the way of working on orders that a request asks for. */
@Component
public class OrderStrategies {

    /** The strategy of requests that name none. */
    public static final String DEFAULT = "lock";

    private final LockedOrders locked;
    private final UnlockedOrders unlocked;

    OrderStrategies(LockedOrders locked, UnlockedOrders unlocked) {
        this.locked = locked;
        this.unlocked = unlocked;
    }

    /** Returns the orders for a strategy's name. */
    public Orders named(String strategy) {
        return switch (strategy) {
            case DEFAULT -> locked;
            case "none" -> unlocked;
            default ->
                throw new InvalidRequestException("strategy is '" + strategy + "', but must be 'lock' or 'none'.");
        };
    }
}
