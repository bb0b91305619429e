package io.github.latchkey.sample.traces;

import io.github.latchkey.sample.traces.Span.State;
import io.github.latchkey.sample.traces.Step.Kind;
import java.util.List;
import java.util.Locale;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;

/** Notes the statements of traced calls, and when a statement waits for a row lock and has it. */
public final class TracedStatements implements QueryExecutionListener {

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        if (queries.stream().anyMatch(TracedStatements::locksRows)) {
            CallTrace.current().ifPresent(call -> call.enter(State.WAITING));
        }
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        if (execution.isSuccess()) {
            CallTrace.current().ifPresent(call -> queries.forEach(query -> note(call, query)));
        }
    }

    private static void note(CallTrace call, QueryInfo query) {
        if (locksRows(query)) {
            call.enter(State.HOLDING);
        }
        boolean reads = startOf(query).startsWith("select");
        call.step(reads ? Kind.READ : Kind.WRITE, query.getQuery().strip().replaceAll("\\s+", " "));
    }

    private static boolean locksRows(QueryInfo query) {
        return query.getQuery().toLowerCase(Locale.ROOT).contains("for update");
    }

    private static String startOf(QueryInfo query) {
        return query.getQuery().strip().toLowerCase(Locale.ROOT);
    }
}
