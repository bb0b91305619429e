package io.github.latchkey.sample.longjob;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.latchkey.sample.races.Strategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The process that is stopped: it begins all of its jobs at once, says when it is in the middle of them, ends them when it is told to, and says
 * what became of them. Its words are lines on its standard streams.
 */
@EnableAutoConfiguration
@Import({
    LongJobRepository.class,
    LongJobWork.class,
    StoppedPart.class,
    HolderJobs.class,
    UnlockedLongJobs.class,
    LockedLongJobs.class,
    UnguardedLongJobs.class,
    FencedLongJobs.class
})
final class HolderMain {

    static final String STRATEGY = "sample.holder.strategy";
    static final String JOBS = "sample.holder.jobs";
    static final String INSIDE = "holder: inside";
    static final String GO = "go";
    static final String RESULT = "holder: result ";
    static final String EVENT = "holder: event ";

    private HolderMain() {}

    /** Does the jobs. */
    public static void main(String[] args) throws Exception {
        SpringApplication application = new SpringApplication(HolderMain.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(args)) {
            Environment environment = context.getEnvironment();
            List<Long> jobs = List.of(environment.getRequiredProperty(JOBS, Long[].class));
            HolderJobs holder = context.getBean(HolderJobs.class);
            holder.begin(environment.getRequiredProperty(STRATEGY, Strategy.class), jobs);
            System.out.println(INSIDE);
            awaitTheWord();
            System.out.println(RESULT + holder.end());
        }
    }

    /** Tells whoever started this process what became of a job. */
    static void say(String event, long job, String more) {
        System.out.println(EVENT + event + " " + job + " " + more);
    }

    private static void awaitTheWord() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
        if (!GO.equals(line)) {
            throw new IllegalStateException("The process that started this one is gone");
        }
    }
}
