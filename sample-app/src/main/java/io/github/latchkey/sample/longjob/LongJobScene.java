package io.github.latchkey.sample.longjob;

import io.github.latchkey.sample.races.Call;
import io.github.latchkey.sample.races.Scene;
import io.github.latchkey.sample.races.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Jobs whose first holder is stopped, and is let go again before they are judged. */
final class LongJobScene implements Scene {

    private final LongJobRepository jobs;
    private final List<Long> ids;
    private final List<Call> calls;
    private final Holder holder;

    LongJobScene(LongJobRepository jobs, List<Long> ids, List<Call> calls, Holder holder) {
        this.jobs = jobs;
        this.ids = ids;
        this.calls = calls;
        this.holder = holder;
    }

    @Override
    public List<Call> calls() {
        return calls;
    }

    @Override
    public int firstNumber() {
        return ids.size();
    }

    @Override
    public Verdict judge() throws InterruptedException {
        Map<String, Long> counts = new TreeMap<>(holder.goOn());
        List<LongJob> done = ids.stream().map(jobs::get).toList();
        Set<Long> broken =
                done.stream().filter(LongJob::isViolation).map(LongJob::id).collect(Collectors.toSet());
        counts.put("jobs", (long) done.size());
        counts.put(
                "damage",
                done.stream().mapToLong(job -> job.entries() - job.total()).sum());
        return new Verdict(broken.size(), counts, broken);
    }

    @Override
    public void close() {
        holder.close();
    }
}
