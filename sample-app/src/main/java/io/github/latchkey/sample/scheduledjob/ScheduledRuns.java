package io.github.latchkey.sample.scheduledjob;

import io.github.latchkey.sample.instances.Instances;
import io.github.latchkey.sample.races.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The runs of the job in the database, of the last hour. */
@Repository
class ScheduledRuns {

    private static final Duration KEPT = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Ticks ticks;
    private final Instances instances;

    ScheduledRuns(JdbcClient jdbc, Ticks ticks, Instances instances) {
        this.jdbc = jdbc;
        this.ticks = ticks;
        this.instances = instances;
    }

    /** Adds a run of this instance that begins now, and removes what is too old. */
    void add(Strategy strategy) {
        Instant now = Instant.now();
        jdbc.sql("insert into scheduled_runs (strategy, tick, instance, started_at) values (?, ?, ?, ?)")
                .params(strategy.toString(), utc(ticks.of(now)), instances.id(), utc(now))
                .update();
        jdbc.sql("delete from scheduled_runs where started_at < ?")
                .param(utc(now.minus(KEPT)))
                .update();
    }

    /** Counts the runs of ticks that are over, for a tick under way may yet have a second run. */
    RunSummary summary(Strategy strategy) {
        return jdbc.sql(
                        """
                        select cast(:strategy as varchar(16)) strategy, count(distinct tick) ticks, count(*) runs,
                               count(distinct instance) instances,
                               (select count(distinct tick) from scheduled_runs where tick <= :last and tick not in
                                 (select tick from scheduled_runs where strategy = :strategy)) missed,
                               (select count(*) from (select tick from scheduled_runs where strategy = :strategy
                                 and tick <= :last group by tick having count(*) > 1) twice) violations
                          from scheduled_runs where strategy = :strategy and tick <= :last""")
                .param("strategy", strategy.toString())
                .param("last", utc(ticks.lastOver(Instant.now())))
                .query(RunSummary.class)
                .single();
    }

    /** Returns the last runs, the newest first. */
    List<ScheduledRun> recent(int most) {
        return jdbc.sql(
                        """
                        select strategy, tick, instance, started_at from scheduled_runs
                         order by started_at desc, id desc fetch first ? rows only""")
                .param(most)
                .query(ScheduledRun.class)
                .list();
    }

    // PostgreSQL's driver takes no Instant.
    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
