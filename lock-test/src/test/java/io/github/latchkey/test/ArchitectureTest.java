package io.github.latchkey.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void thePublicTypesAreTheseAndNoOthers() {
        assertThat(CLASSES.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("LockTest", "StoreOperation", "TestLocks");
    }

    @Test
    void testsWithoutSpringLoadNoClassOfSpring() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SpringTestLocks")
                .and()
                .haveSimpleNameNotStartingWith("LockTestContextCustomizer")
                .and()
                .doNotHaveSimpleName("Recording")
                .and()
                .doNotHaveSimpleName("StarterClock")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.github.latchkey.spring..")
                .check(CLASSES);
    }

    @Test
    void contextsWithoutTheStarterLoadNoClassOfIt() {
        noClasses()
                .that()
                .doNotHaveSimpleName("StarterClock")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.latchkey.spring..")
                .check(CLASSES);
    }

    @Test
    void nothingElseIsNeeded() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "org.junit..",
                        "org.springframework..",
                        "io.github.latchkey..")
                .check(CLASSES);
    }
}
