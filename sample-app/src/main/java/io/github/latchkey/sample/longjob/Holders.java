package io.github.latchkey.sample.longjob;

import io.github.latchkey.sample.races.Strategy;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.json.JsonWriter;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/** Starts processes that do jobs, with the database and the Redis of this one. */
@Component
final class Holders implements DisposableBean {

    private static final String LAUNCHER_OF_RUNNABLE_JARS = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private final ConfigurableEnvironment environment;
    private final Set<Holder> running = ConcurrentHashMap.newKeySet();

    Holders(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    Holder start(Strategy strategy, List<Long> jobIds, HolderTraces traces) {
        refuseWhereItCannotWork();
        ProcessBuilder builder = new ProcessBuilder(command(strategy, jobIds)).redirectErrorStream(true);
        builder.environment().put("SPRING_APPLICATION_JSON", settings());
        try {
            Holder holder = new Holder(builder.start(), traces, running::remove);
            running.add(holder);
            return holder;
        } catch (IOException e) {
            throw new UncheckedIOException("The process that is to be stopped does not start", e);
        }
    }

    private void refuseWhereItCannotWork() {
        if (File.separatorChar == '\\') {
            throw new NoHolderException("A holder is stopped with SIGSTOP, which Windows does not have; run the sample"
                    + " on Linux, on macOS or in a container.");
        }
        if (environment.getProperty("spring.datasource.url", "").startsWith("jdbc:h2:mem:")) {
            throw new NoHolderException("A holder is a process of its own, which cannot open a database in the memory"
                    + " of this one; leave spring.datasource.url out.");
        }
    }

    private static List<String> command(Strategy strategy, List<Long> jobIds) {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx192m", "-cp", classPath));
        if (isRunnableJar(classPath)) {
            command.addAll(List.of("-Dloader.main=" + HolderMain.class.getName(), LAUNCHER_OF_RUNNABLE_JARS));
        } else {
            command.add(HolderMain.class.getName());
        }
        // A connection for each job, and some for fences.
        command.add("--spring.datasource.hikari.maximum-pool-size=" + (jobIds.size() + 4));
        command.add("--" + HolderMain.STRATEGY + "=" + strategy.name());
        command.add("--" + HolderMain.JOBS + "="
                + jobIds.stream().map(String::valueOf).collect(Collectors.joining(",")));
        return command;
    }

    private static boolean isRunnableJar(String classPath) {
        try {
            Class<?> unused = Class.forName(LAUNCHER_OF_RUNNABLE_JARS, false, ClassLoader.getSystemClassLoader());
            return !classPath.contains(File.pathSeparator);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    // In the environment: a password among the arguments could be read by everybody.
    private String settings() {
        Map<String, String> settings = environment.getPropertySources().stream()
                .flatMap(source -> source instanceof EnumerablePropertySource<?> some
                        ? Stream.of(some.getPropertyNames())
                        : Stream.empty())
                .filter(name -> name.startsWith("spring.datasource.")
                        || name.startsWith("spring.data.redis.")
                        || name.startsWith("distributed-lock."))
                .distinct()
                .collect(Collectors.toMap(name -> name, name -> environment.getProperty(name, "")));
        return JsonWriter.<Map<String, String>>standard().writeToString(settings);
    }

    @Override
    public void destroy() {
        running.forEach(Holder::close);
    }
}
