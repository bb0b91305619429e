package io.github.latchkey.sample.longjob;

import io.github.latchkey.sample.NotFoundException;
import io.github.latchkey.sample.database.GeneratedId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Jobs and their entries in the database. */
@Repository
class LongJobRepository {

    private final JdbcClient jdbc;

    LongJobRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    LongJob create() {
        long id = GeneratedId.of(jdbc.sql("insert into long_jobs (total) values (0)"));
        return new LongJob(id, 0, 0);
    }

    LongJob get(long jobId) {
        return jdbc.sql(
                        """
                        select id, total, (select coalesce(sum(e.amount), 0) from long_job_entries e where e.job_id = j.id) entries
                          from long_jobs j where id = ?""")
                .param(jobId)
                .query(LongJob.class)
                .optional()
                .orElseThrow(() -> new NotFoundException("job", jobId));
    }

    void insertEntry(long jobId, long amount) {
        jdbc.sql("insert into long_job_entries (job_id, amount) values (?, ?)")
                .params(jobId, amount)
                .update();
    }

    void updateTotal(long jobId, long total) {
        jdbc.sql("update long_jobs set total = ? where id = ?")
                .params(total, jobId)
                .update();
    }
}
