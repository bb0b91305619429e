package io.github.latchkey.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/** Finds the annotated methods of a class, checks them all at once, and remembers them. Safe for use by several threads. */
final class LockOperationSource {

    private static final int HIDING = Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL;

    private static final Set<String> ASYNCHRONOUS = Set.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Flow$Publisher",
            "kotlinx.coroutines.flow.Flow",
            "org.reactivestreams.Publisher");

    private final Supplier<LockDefaults> defaults;
    private final Map<Class<?>, Map<Method, LockOperation>> operations = new ConcurrentHashMap<>();

    LockOperationSource(Supplier<LockDefaults> defaults) {
        this.defaults = defaults;
    }

    @Nullable LockOperation find(Method method, Class<?> targetClass) {
        Map<Method, LockOperation> ofClass = findAll(targetClass);
        if (ofClass.isEmpty()) {
            return null;
        }
        LockOperation specific =
                ofClass.get(AopUtils.getMostSpecificMethod(method, ClassUtils.getUserClass(targetClass)));
        // A target that is a JDK proxy itself, as of a client or repository interface, has its annotations on the
        // interface only.
        return specific == null ? ofClass.get(method) : specific;
    }

    /** Returns the operations of a class by method, after checking every one. */
    Map<Method, LockOperation> findAll(Class<?> targetClass) {
        Class<?> type = ClassUtils.getUserClass(targetClass);
        Map<Method, LockOperation> known = operations.get(type);
        if (known == null) {
            known = AnnotationUtils.isCandidateClass(type, DistributedLock.class) ? resolve(type) : Map.of();
            operations.putIfAbsent(type, known);
        }
        return known;
    }

    private Map<Method, LockOperation> resolve(Class<?> type) {
        MethodIntrospector.MetadataLookup<@Nullable LockOperation> lookup = method -> {
            DistributedLock declared = AnnotatedElementUtils.findMergedAnnotation(method, DistributedLock.class);
            if (declared == null) {
                return null;
            }
            checkMethod(type, method);
            return LockOperation.of(declared, type, method, defaults.get());
        };
        return MethodIntrospector.selectMethods(type, lookup);
    }

    private static void checkMethod(Class<?> type, Method method) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
            throw new LockDeclarationException(
                    type,
                    method,
                    "the method is " + Modifier.toString(modifiers & HIDING) + ", so no proxy can run it under a lock.",
                    "Make it an overridable method of the bean, best a public one.");
        }
        if (Modifier.isFinal(type.getModifiers()) && ClassUtils.getAllInterfacesForClass(type).length == 0) {
            throw new LockDeclarationException(
                    type,
                    method,
                    "the class is final, so no proxy can run its methods under a lock.",
                    "Make the class one that can be extended, or let it implement an interface and set"
                            + " spring.aop.proxy-target-class=false.");
        }
        if (Stream.of(method.getParameterTypes()).anyMatch(p -> p.getName().equals("kotlin.coroutines.Continuation"))
                || isAsynchronous(method.getReturnType())) {
            throw new LockDeclarationException(
                    type,
                    method,
                    "it returns " + method.getReturnType().getSimpleName()
                            + ", whose work goes on after the method, while the lock would be given back at its end.",
                    "Return the value itself, or take the lock inside the asynchronous work with LockClient.");
        }
    }

    private static boolean isAsynchronous(@Nullable Class<?> type) {
        return type != null
                && (ASYNCHRONOUS.contains(type.getName())
                        || isAsynchronous(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(LockOperationSource::isAsynchronous));
    }
}
