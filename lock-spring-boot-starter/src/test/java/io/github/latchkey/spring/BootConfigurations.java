package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.util.ClassUtils;

/** Auto-configurations by their simple names: Spring Boot 4 moved most of them to other packages, and renamed a few. */
public final class BootConfigurations {

    private BootConfigurations() {}

    /**
     * Returns those with these simple names, from wherever this version of Spring Boot keeps them.
     *
     * @param simpleNames each the only one of its name; {@code A|B} is what is called A in one version and B in another
     */
    public static AutoConfigurations named(String... simpleNames) {
        return AutoConfigurations.of(
                Arrays.stream(simpleNames).map(BootConfigurations::type).toArray(Class<?>[]::new));
    }

    /** Returns the one with this simple name; {@code A|B} as above. */
    public static Class<?> type(String simpleName) {
        Set<String> wanted = Set.of(simpleName.split("\\|"));
        List<Class<?>> found = all(name -> wanted.contains(ClassUtils.getShortName(name)));
        assertThat(found).as("auto-configurations called " + simpleName).hasSize(1);
        return found.get(0);
    }

    /** Returns those whose full names are like this, as Spring Boot finds them on the class path. */
    static List<Class<?>> all(Predicate<String> name) {
        ClassLoader loader = BootConfigurations.class.getClassLoader();
        return StreamSupport.stream(
                        ImportCandidates.load(AutoConfiguration.class, loader).spliterator(), false)
                .filter(name)
                .<Class<?>>map(found -> ClassUtils.resolveClassName(found, loader))
                .toList();
    }
}
