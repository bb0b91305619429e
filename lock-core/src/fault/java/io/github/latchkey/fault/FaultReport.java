package io.github.latchkey.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Writes down what came of each fault, as a table in {@code target/faults.md}, at the end of a run. */
final class FaultReport implements AfterTestExecutionCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(FaultReport.class);
    private static final Path FILE = Path.of("target", "faults.md");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Outcome.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return outcome(context);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Fault fault = context.getRequiredTestMethod().getAnnotation(Fault.class);
        Outcome outcome = outcome(context);
        String result = context.getExecutionException()
                .map(error -> "**" + error.getClass().getSimpleName() + "**")
                .orElse(outcome.notes().isEmpty() ? "as expected" : outcome.notes());
        context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Table.class, key -> new Table(), Table.class)
                .add(fault.id(), fault.value(), result, outcome.worst());
    }

    private static Outcome outcome(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(context.getUniqueId(), key -> new Outcome(), Outcome.class);
    }

    /** The rows so far, by the number of their scenario; written when the whole run ends. */
    private static final class Table implements ExtensionContext.Store.CloseableResource {

        private final Map<Integer, List<String>> rows = new TreeMap<>();

        void add(String id, String fault, String outcome, String worst) {
            rows.computeIfAbsent(Integer.valueOf(id.substring(1)), number -> new ArrayList<>())
                    .add("| " + id + " | " + fault + " | " + outcome + " | " + worst + " |");
        }

        @Override
        public void close() {
            List<String> lines = new ArrayList<>(List.of("| # | fault | outcome | worst time |", "|---|---|---|---|"));
            rows.values().forEach(lines::addAll);
            try {
                Files.createDirectories(FILE.getParent());
                Files.write(FILE, lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            System.out.println("What came of each fault: " + FILE.toAbsolutePath());
        }
    }
}
