package io.github.latchkey.sample.cases;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.Instance;
import io.github.latchkey.sample.KnownCase;
import io.github.latchkey.sample.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Races all cases often, with few and many callers, from one and from two processes, and writes docs/cases.md. */
@Tag("cases")
class CasesIT {

    private static final Logger log = LoggerFactory.getLogger(CasesIT.class);
    private static final Page PAGE = new Page(Path.of("..", "docs", "cases.md"));
    private static final int REDIS_PORT = 6411;

    private final List<Figures> all = new ArrayList<>();

    @TempDir
    Path directory = Path.of("");

    private enum Database {
        H2,
        POSTGRESQL
    }

    @Test
    void onH2() {
        race(
                Database.H2,
                List.of("--spring.datasource.url=jdbc:h2:file:" + directory.resolve("db")
                        + ";AUTO_SERVER=TRUE;LOCK_TIMEOUT=30000"));
    }

    @Test
    void onPostgres() throws SQLException {
        try (PostgresServer server = PostgresServer.start()) {
            race(
                    Database.POSTGRESQL,
                    List.of("--spring.profiles.active=postgres", "--spring.datasource.url=" + server.newDatabase()));
        }
    }

    private void race(Database database, List<String> settings) {
        List<String> args = new ArrayList<>(settings);
        args.addAll(List.of("--server.port=0", "--sample.redis.port=" + REDIS_PORT));
        try (Instance first = Instance.launch(directory, args);
                Instance second = Instance.launch(directory, args)) {
            Http http = first.awaitHttp();
            Http unused = second.awaitHttp();
            // The first races would measure how classes are loaded and compiled.
            settings(http, database, 100, 2).forEach(setting -> Figures.take(http, setting, 1));
            for (int threads : List.of(10, 100)) {
                for (int instances : List.of(1, 2)) {
                    settings(http, database, threads, instances).forEach(setting -> take(http, setting));
                }
            }
        }
        PAGE.replace(database + " figures", figures());
        PAGE.replace(database + " runs", runs());
        check();
    }

    private void take(Http http, Setting setting) {
        int runs =
                switch (setting.strategy()) {
                    case "none" -> 10;
                    case "lock" -> 20;
                    default -> 5;
                };
        Figures figures = Figures.take(http, setting, runs);
        log.info("{}: {} of {} broken", setting, figures.broken(), runs);
        all.add(figures);
    }

    private static List<Setting> settings(Http http, Database database, int threads, int instances) {
        List<Setting> settings = new ArrayList<>();
        for (KnownCase known : KnownCase.all(http)) {
            for (String strategy : known.strategies()) {
                settings.add(new Setting(database.name(), known.name(), strategy, threads, instances));
            }
        }
        return settings;
    }

    private String figures() {
        return "| case | strategy | violations | calls/s | p50, ms | p99, ms | refused | retries |\n"
                + "|---|---|--:|--:|--:|--:|--:|--:|\n"
                + select(setting -> setting.threads() == 100 && setting.instances() == 1).stream()
                        .map(Figures::line)
                        .collect(Collectors.joining());
    }

    private String runs() {
        return "| case | strategy | 10 callers | 100 callers | 10 callers, 2 instances | 100 callers, 2 instances |\n"
                + "|---|---|--:|--:|--:|--:|\n"
                + select(setting -> setting.threads() == 10 && setting.instances() == 1).stream()
                        .map(first -> "| " + first.setting().race() + " | `"
                                + first.setting().strategy() + "` | "
                                + select(setting -> setting.race()
                                                        .equals(first.setting().race())
                                                && setting.strategy()
                                                        .equals(first.setting().strategy()))
                                        .stream()
                                        .sorted((one, other) -> Integer.compare(
                                                one.setting().instances(),
                                                other.setting().instances()))
                                        .map(figures -> figures.broken() + " of "
                                                + figures.races().size())
                                        .collect(Collectors.joining(" | "))
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private List<Figures> select(Predicate<Setting> which) {
        return all.stream().filter(figures -> which.test(figures.setting())).toList();
    }

    private void check() {
        SoftAssertions checks = new SoftAssertions();
        for (Figures figures : all) {
            checks.assertThat(figures.sum("failed"))
                    .as(figures.setting() + ", failed calls")
                    .isZero();
            if (figures.setting().isMeantToBreak()) {
                checks.assertThat(10 * figures.broken())
                        .as(figures.setting() + ", broken races")
                        .isGreaterThanOrEqualTo(9L * figures.races().size());
            } else {
                checks.assertThat(figures.broken())
                        .as(figures.setting() + ", broken races")
                        .isZero();
            }
        }
        checks.assertAll();
    }
}
