package io.github.latchkey.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.github.latchkey.spring";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".*..")
                .check(CLASSES);
    }

    @Test
    void onlyTheAutoConfigurationKnowsSpringBootAndRedis() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".actuate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.boot..", "org.springframework.data..", "io.lettuce..")
                .check(CLASSES);
    }

    @Test
    void optionalLibrariesStayInTheirPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".autoconfigure..", ROOT + ".metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".actuate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot.autoconfigure..", "org.springframework.data..", "io.lettuce..")
                .check(CLASSES);
    }

    @Test
    void onlyClassesThatAreLoadedWhereReactorIsPresentKnowIt() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Reactive[^.]*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor..", "org.reactivestreams..")
                .check(CLASSES);
    }

    @Test
    void thePublicTypesAreTheseAndNoOthers() {
        assertThat(CLASSES.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getFullName)
                        .map(name -> name.substring(ROOT.length() + 1)))
                .containsExactlyInAnyOrder(
                        "DistributedLock",
                        "DistributedLockAdvisor",
                        "DistributedLocks",
                        "Fence",
                        "Guard",
                        "InTransaction",
                        "KeyRoot",
                        "LockAssert",
                        "LockContext",
                        "LockDeclarationException",
                        "LockDefaults",
                        "LockKeyException",
                        "LockOverrides",
                        "LockSetup",
                        "LockedBeans",
                        "LockedCallObserver",
                        "OnBusy",
                        "OnLost",
                        "OnOutage",
                        "TransactionGuard",
                        "actuate.Boot3LockHealth",
                        "actuate.Boot4LockHealth",
                        "actuate.LocksEndpoint",
                        "ReactiveLockContext",
                        "autoconfigure.DistributedLockAutoConfiguration",
                        "autoconfigure.DistributedLockBoot3HealthAutoConfiguration",
                        "autoconfigure.DistributedLockDisabledAutoConfiguration",
                        "autoconfigure.DistributedLockEndpointAutoConfiguration",
                        "autoconfigure.DistributedLockHealthAutoConfiguration",
                        "autoconfigure.DistributedLockMetricsAutoConfiguration",
                        "autoconfigure.DistributedLockObservationAutoConfiguration",
                        "autoconfigure.DistributedLockFenceAutoConfiguration",
                        "autoconfigure.DistributedLockProperties",
                        "autoconfigure.DistributedLockTransactionAutoConfiguration",
                        "autoconfigure.DistributedLockWebAutoConfiguration",
                        "autoconfigure.LockClientCustomizer",
                        "autoconfigure.LockProperties",
                        "autoconfigure.QuorumProperties",
                        "metrics.LockMetrics",
                        "metrics.LockObservations",
                        "jdbc.JdbcFence",
                        "web.LockExceptionAdvice");
    }
}
