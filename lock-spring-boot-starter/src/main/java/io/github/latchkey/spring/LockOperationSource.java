package io.github.latchkey.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Finds the annotated methods of a class, checks them all at once, and remembers them. Safe for use by several threads. */
final class LockOperationSource {

    private final LockSetup setup;
    private final Map<Class<?>, Map<Method, LockedMethod>> methods = new ConcurrentHashMap<>();

    LockOperationSource(LockSetup setup) {
        this.setup = setup;
    }

    @Nullable LockedMethod find(Method method, Class<?> targetClass) {
        Map<Method, LockedMethod> ofClass = findAll(targetClass);
        if (ofClass.isEmpty()) {
            return null;
        }
        LockedMethod specific =
                ofClass.get(AopUtils.getMostSpecificMethod(method, ClassUtils.getUserClass(targetClass)));
        // A target that is a JDK proxy itself, as of a client or repository interface, has its annotations on the
        // interface only.
        return specific == null ? ofClass.get(method) : specific;
    }

    /** Returns the annotated methods of a class, after checking every one. */
    Map<Method, LockedMethod> findAll(Class<?> targetClass) {
        Class<?> type = ClassUtils.getUserClass(targetClass);
        Map<Method, LockedMethod> known = methods.get(type);
        if (known == null) {
            known = AnnotationUtils.isCandidateClass(type, DistributedLock.class) ? resolve(type) : Map.of();
            methods.putIfAbsent(type, known);
        }
        return known;
    }

    private Map<Method, LockedMethod> resolve(Class<?> type) {
        MethodIntrospector.MetadataLookup<@Nullable LockedMethod> lookup = method -> {
            List<DistributedLock> declared = declared(method);
            if (declared.isEmpty()) {
                return null;
            }
            MethodPlace place = new MethodPlace(type, method);
            MethodCheck.check(place);
            CallKind kind = CallKind.of(place);
            LockOperationFactory factory = new LockOperationFactory(setup.defaults(), setup::resolve);
            return new LockedMethod(
                    place,
                    kind,
                    declared.stream()
                            .map(one -> factory.create(one, place, kind))
                            .toList());
        };
        return MethodIntrospector.selectMethods(type, lookup);
    }

    private static List<DistributedLock> declared(Method method) {
        List<DistributedLock> own = nearest(MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY));
        boolean covered = Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic()
                && !ReflectionUtils.isObjectMethod(method);
        return own.isEmpty() && covered
                ? nearest(MergedAnnotations.from(method.getDeclaringClass(), SearchStrategy.TYPE_HIERARCHY))
                : own;
    }

    /** Returns the annotations of one place only, for those of a class replace those of what it extends or implements. */
    private static List<DistributedLock> nearest(MergedAnnotations annotations) {
        int nearest = annotations.stream(DistributedLock.class)
                .mapToInt(MergedAnnotation::getAggregateIndex)
                .min()
                .orElse(0);
        return annotations.stream(DistributedLock.class)
                .filter(one -> one.getAggregateIndex() == nearest)
                .map(MergedAnnotation::synthesize)
                .toList();
    }
}
