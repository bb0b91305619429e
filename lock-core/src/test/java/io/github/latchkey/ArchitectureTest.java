package io.github.latchkey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.github.latchkey";
    private static final Path SOURCES = Path.of("src", "main", "java");
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
    void subPackagesDoNotKnowEachOther() {
        slices().matching(ROOT + ".(*)..").should().notDependOnEachOther().check(CLASSES);
    }

    @Test
    void onlyTheRedisPackageKnowsLettuce() {
        classes()
                .that()
                .resideOutsideOfPackage(ROOT + ".redis..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.slf4j..", "org.jspecify..", ROOT + "..")
                .check(CLASSES);
    }

    @Test
    void thePublicTypesAreTheseAndNoOthers() {
        Set<String> found = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getFullName)
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());

        assertThat(found)
                .containsExactlyInAnyOrder(
                        "Acquisition",
                        "Busy",
                        "Granted",
                        "Incomplete",
                        "LockActivity",
                        "LockBusyException",
                        "LockClient",
                        "LeaseState",
                        "LeaseTerms",
                        "LockClientBuilder",
                        "LockEvent",
                        "LockException",
                        "LockLease",
                        "LockKind",
                        "LockListener",
                        "LockLostException",
                        "LockMode",
                        "LockRequest",
                        "LockState",
                        "LockStore",
                        "LockStoreException",
                        "LockUsageException",
                        "Look",
                        "Refused",
                        "Signals",
                        "Stand",
                        "Ticker",
                        "Timer",
                        "VotingStore",
                        "memory.MemoryLockStore",
                        "quorum.QuorumLockStore",
                        "quorum.QuorumOptions",
                        "redis.RedisLockOptions",
                        "redis.RedisLockStore",
                        "redis.RedisTopology");
    }

    @Test
    void nobodyReadsTheWallClockButTheMemoryStoreOnce() {
        Set<String> readers = CLASSES.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(ArchitectureTest::readsTheWallClock)
                .map(call -> call.getOriginOwner().getSimpleName() + "."
                        + call.getOrigin().getName() + " " + call.getTarget().getName())
                .collect(Collectors.toSet());

        assertThat(readers).containsExactly("MemoryLockStore.<init> now");
    }

    @Test
    void nothingIsSynchronized() throws IOException {
        methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).check(CLASSES);
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();

            assertThat(sources).hasSizeGreaterThan(30);
            assertThat(sources).allSatisfy(file -> assertThat(Files.readAllLines(file))
                    .filteredOn(line ->
                            !line.strip().startsWith("*") && !line.strip().startsWith("//"))
                    .noneMatch(line -> line.matches(".*\\bsynchronized\\b.*")));
        }
    }

    private static boolean readsTheWallClock(JavaMethodCall call) {
        String type = call.getTargetOwner().getFullName();
        String method = call.getTarget().getName();
        return (type.equals("java.lang.System") && method.equals("currentTimeMillis"))
                || (type.startsWith("java.time.") && method.equals("now"))
                || (type.equals("java.time.Clock") && method.startsWith("system"));
    }
}
