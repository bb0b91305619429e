package io.github.latchkey.sample.cases;

import io.github.latchkey.sample.Http;
import io.github.latchkey.sample.KnownCase;
import io.github.latchkey.sample.PostgresServer;
import io.github.latchkey.sample.TwoInstances;
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

    private void race(Database database, List<String> args) {
        try (TwoInstances both = TwoInstances.launch(directory, args)) {
            Http http = both.http();
            // The first races would measure how classes are loaded and compiled.
            settings(http, database, 100, 2).forEach(setting -> Figures.take(http, setting, 1));
            // How few callers fare, one database shows as well as two.
            for (int threads : database == Database.H2 ? List.of(10, 100) : List.of(100)) {
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
        if (setting.database().equals(Database.POSTGRESQL.name())) {
            runs = (runs + 1) / 2;
        }
        if (setting.race().equals("long-job")) {
            // Each of them stops a process for four seconds, and starts it before.
            runs = Math.max(runs / 4, 2);
        }
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
        return "| case | strategy | violations | done/s | p50, ms | p99, ms | refused | retries |\n"
                + "|---|---|--:|--:|--:|--:|--:|--:|\n"
                + select(setting -> setting.threads() == 100 && setting.instances() == 1).stream()
                        .map(Figures::line)
                        .collect(Collectors.joining());
    }

    // One column for each number of callers and instances, in the order in which they were raced.
    private String runs() {
        List<String> columns = all.stream()
                .map(figures -> figures.setting().column())
                .distinct()
                .toList();
        List<String> rows = all.stream()
                .map(figures -> figures.setting().row())
                .distinct()
                .map(row -> "| " + row + " | "
                        + select(setting -> setting.row().equals(row)).stream()
                                .map(Figures::brokenOfAll)
                                .collect(Collectors.joining(" | "))
                        + " |\n")
                .toList();
        return "| case | strategy | " + String.join(" | ", columns) + " |\n|---|---|" + "--:|".repeat(columns.size())
                + "\n" + String.join("", rows);
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
