package io.github.latchkey.sample.scheduledjob;

import io.github.latchkey.sample.races.Strategy;
import io.github.latchkey.sample.remote.RemoteCall;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.OnBusy;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** A report that is due every few seconds, in every instance. */
@Component
class ReportJob {

    private final ScheduledRuns runs;

    ReportJob(ScheduledRuns runs) {
        this.runs = runs;
    }

    /** Runs in whichever instance is first; the minimum hold is for those whose clocks are late. */
    @Scheduled(cron = "${sample.scheduled-job.cron}")
    @DistributedLock(key = "'report-job'", name = "report-job", waitMs = 0, onBusy = OnBusy.SKIP, minHoldMs = 3000)
    void reportOnce() {
        report(Strategy.LOCK);
    }

    /** Runs in every instance. */
    @Scheduled(cron = "${sample.scheduled-job.cron}")
    void reportEverywhere() {
        report(Strategy.NONE);
    }

    private void report(Strategy strategy) {
        runs.add(strategy);
        RemoteCall.make();
    }
}
