package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;

/** Checks all annotated methods of an application together, once they are known. */
record LockedMethodsCheck(Collection<LockedMethod> methods) {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    void check(LockSetup setup) {
        Map<String, LockedMethod> byDefaultName = new HashMap<>();
        Set<String> names = new TreeSet<>();
        for (LockedMethod method : methods) {
            for (LockOperation operation : method.operations()) {
                names.add(operation.name());
                checkClient(operation, method, setup);
                LockedMethod other = operation.isNamed() ? method : byDefaultName.put(operation.name(), method);
                if (other != null && !other.equals(method)) {
                    throw method.place()
                            .mistake(
                                    "its default name '" + operation.name() + "' is also that of " + other.place()
                                            + ", so logs, metrics and configuration cannot tell them apart.",
                                    "Give one of them a name, as in name = \"" + operation.name() + "-again\".");
                }
            }
        }
        Set<String> unknown = new TreeSet<>(setup.defaults().locks().keySet());
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            log.warn(
                    "Nothing is named as these settings are: {}. The names of this application's locked methods are {}; correct or"
                            + " remove the settings.",
                    unknown.stream()
                            .map(name -> "distributed-lock.locks." + name)
                            .collect(Collectors.joining(", ")),
                    names);
        }
    }

    private static void checkClient(LockOperation operation, LockedMethod method, LockSetup setup) {
        try {
            LockClient unused = setup.client(operation.client());
        } catch (BeansException e) {
            throw method.place()
                    .mistake(
                            (operation.client().isEmpty()
                                            ? "it names no client, and there is not one LockClient bean to take: "
                                            : "client '" + operation.client() + "' is no LockClient bean: ")
                                    + e.getMessage() + ".",
                            "Name one of the LockClient beans with client = \"...\", or mark one of them as @Primary.");
        }
    }
}
