package io.github.latchkey.spring.actuate;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockException;
import io.github.latchkey.LockState;
import io.github.latchkey.LockStoreException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Shows what this process holds and waits for, and who holds a lock in the store; and takes a lock away from a holder that is gone.
 *
 * <p>A lock name stands in the path as it is, with its slashes, or in the parameter {@code name}, which also carries the names that a path
 * cannot: with empty parts, as in {@code url:http://…}. What is wrong with a call is answered as {@code error} in the body, with status
 * 400, 404 where there is nothing to release, or 503 where the store could not say.
 */
@Endpoint(id = "locks")
public final class LocksEndpoint {

    private final Supplier<Map<String, LockClient>> clients;

    /**
     * Creates the endpoint.
     *
     * @param clients gives the application's clients by their bean names
     */
    public LocksEndpoint(Supplier<Map<String, LockClient>> clients) {
        this.clients = clients;
    }

    /**
     * Lists what this process holds and waits for, or looks at one lock in the store.
     *
     * @param name   the lock to look at, or null for the list
     * @param client the bean name of the client that is asked; may be left out where there is one
     * @return the list, or the state of that lock
     */
    // Both, for Spring Boot 3.5 knows the one and 4 the other.
    @ReadOperation
    public WebEndpointResponse<Object> locks(
            @org.springframework.lang.Nullable @Nullable String name,
            @org.springframework.lang.Nullable @Nullable String client) {
        return name == null
                ? new WebEndpointResponse<>(LocksDescriptor.of(clients.get()))
                : answer(() -> new WebEndpointResponse<>(
                        LockDescriptor.of(client(client).inspect(name))));
    }

    /**
     * Looks at one lock in the store.
     *
     * @param path   the lock name, split at its slashes
     * @param client the bean name of the client that is asked; may be left out where there is one
     * @return its state
     */
    @ReadOperation
    public WebEndpointResponse<Object> lock(
            @Selector(match = Selector.Match.ALL_REMAINING) String[] path,
            @org.springframework.lang.Nullable @Nullable String client) {
        return locks(String.join("/", path), client);
    }

    /**
     * Takes a lock away from its holder. A holder that is alive after all works on until its next renewal tells it.
     *
     * @param name   the lock name
     * @param owner  the owner id that {@link #lock} shows
     * @param client the bean name of the client that is asked; may be left out where there is one
     * @return what was released; 404 if that owner did not hold it
     */
    @DeleteOperation
    public WebEndpointResponse<Object> forceRelease(
            @org.springframework.lang.Nullable @Nullable String name,
            @org.springframework.lang.Nullable @Nullable String owner,
            @org.springframework.lang.Nullable @Nullable String client) {
        if (name == null) {
            return error(
                    WebEndpointResponse.STATUS_BAD_REQUEST, "Say which lock: /actuator/locks/order:42, or ?name=.");
        }
        if (owner == null || owner.isBlank()) {
            return error(
                    WebEndpointResponse.STATUS_BAD_REQUEST,
                    "Say whose lock it is by ?owner=, with the owner id that a GET of the lock shows: so nobody takes it from the"
                            + " next holder by mistake.");
        }
        return answer(() -> {
            LockClient asked = client(client);
            return asked.forceRelease(name, owner)
                    ? new WebEndpointResponse<>(new Released(name, owner))
                    : error(WebEndpointResponse.STATUS_NOT_FOUND, notHeld(asked.inspect(name)));
        });
    }

    /**
     * Takes a lock away from its holder, as {@link #forceRelease} does.
     *
     * @param path   the lock name, split at its slashes
     * @param owner  the owner id that {@link #lock} shows
     * @param client the bean name of the client that is asked; may be left out where there is one
     * @return what was released; 404 if that owner did not hold it
     */
    @DeleteOperation
    public WebEndpointResponse<Object> forceReleaseAt(
            @Selector(match = Selector.Match.ALL_REMAINING) String[] path,
            @org.springframework.lang.Nullable @Nullable String owner,
            @org.springframework.lang.Nullable @Nullable String client) {
        return forceRelease(String.join("/", path), owner, client);
    }

    private LockClient client(@Nullable String beanName) {
        Map<String, LockClient> known = clients.get();
        LockClient asked = known.size() == 1 && beanName == null
                ? known.values().iterator().next()
                : known.get(beanName == null ? "" : beanName);
        if (asked == null) {
            throw new IllegalArgumentException(
                    "Say by ?client= which of the lock clients to ask: " + known.keySet() + ".");
        }
        return asked;
    }

    private static String notHeld(LockState state) {
        return "That owner does not hold it; "
                + (state.isTaken() ? "its holders are " + state.holders() + "." : "nobody does.");
    }

    private static WebEndpointResponse<Object> answer(Supplier<WebEndpointResponse<Object>> work) {
        try {
            return work.get();
        } catch (LockStoreException e) {
            return error(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (LockException | IllegalArgumentException e) {
            return error(WebEndpointResponse.STATUS_BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static WebEndpointResponse<Object> error(int status, String message) {
        return new WebEndpointResponse<>(Map.of("error", message), status);
    }

    /** What a forced release has released. */
    record Released(String released, String owner) {}
}
