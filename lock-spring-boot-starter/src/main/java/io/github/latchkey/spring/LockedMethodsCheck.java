package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.LockUsageException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
                checkFence(operation, method, setup);
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

    /** Returns why the fence that methods rely on cannot be used, or null if it can, or none does. */
    @Nullable LockDeclarationException fenceMistake(LockSetup setup) {
        LockedMethod fenced = methods.stream()
                .filter(method -> method.operations().stream()
                        .anyMatch(operation -> operation.policies().guard() == Guard.FENCE))
                .findFirst()
                .orElse(null);
        Fence fence = fenced == null ? null : setup.fence();
        Fence.Problem problem = fence == null ? null : fence.problem();
        return fenced == null || problem == null
                ? null
                : fenced.place().mistake("guard is FENCE, but " + problem.cause(), problem.remedy());
    }

    /** Checks that the store can do what each method asks for that names no client of its own. */
    void check(LockStore store) {
        for (LockedMethod method : methods) {
            for (LockOperation operation : method.operations()) {
                if (operation.client().isEmpty()) {
                    check(store, operation, method);
                }
            }
        }
    }

    private static void check(LockStore store, LockOperation operation, LockedMethod method) {
        try {
            store.check(operation.template());
        } catch (LockUsageException e) {
            throw method.place()
                    .mistake(
                            "its lock cannot be had where locks are kept. " + e.getMessage(),
                            "Change the annotation, distributed-lock.locks." + operation.name()
                                    + ".*, or where locks are kept.");
        }
    }

    /** The greatest number of replicas that a method wants. */
    int replicas() {
        return methods.stream()
                .flatMap(method -> method.operations().stream())
                .mapToInt(operation -> operation.template().terms().replicas())
                .max()
                .orElse(0);
    }

    private static void checkFence(LockOperation operation, LockedMethod method, LockSetup setup) {
        if (operation.policies().guard() == Guard.FENCE && setup.fence() == null) {
            throw method.place()
                    .mistake(
                            "guard is FENCE, but there is no database for the fence table: the application has no DataSource, or"
                                    + " several without a primary one, or no spring-jdbc.",
                            "Add spring-boot-starter-jdbc and a DataSource, mark one of several as @Primary, or choose"
                                    + " Guard.LEASE.");
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
