package io.github.latchkey.spring.aot;

import io.github.latchkey.spring.DistributedLock;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What a bean with locked methods needs: its methods and those of its interfaces, where annotations and fallbacks are looked up, and
 * the properties of its arguments, which expressions read.
 */
final class LockedBeanHints implements BeanRegistrationAotProcessor {

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
        Set<Class<?>> interfaces = ClassUtils.getAllInterfacesForClassAsSet(type);
        if (Stream.concat(Stream.of(type), interfaces.stream()).noneMatch(LockedBeanHints::isLocked)) {
            return null;
        }
        return (generation, code) -> {
            ReflectionHints hints = generation.getRuntimeHints().reflection();
            hints.registerType(type, MemberCategory.INVOKE_DECLARED_METHODS);
            interfaces.forEach(each -> hints.registerType(each, MemberCategory.INVOKE_DECLARED_METHODS));
            Type[] arguments = lockedMethods(type)
                    .flatMap(method -> Stream.of(method.getGenericParameterTypes()))
                    .toArray(Type[]::new);
            new BindingReflectionHintsRegistrar().registerReflectionHints(hints, arguments);
        };
    }

    private static boolean isLocked(Class<?> type) {
        return isAnnotated(type) || lockedMethods(type).findAny().isPresent();
    }

    private static Stream<Method> lockedMethods(Class<?> type) {
        boolean all = isAnnotated(type);
        return Stream.of(ReflectionUtils.getAllDeclaredMethods(type))
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> all || isAnnotated(method));
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        return MergedAnnotations.search(SearchStrategy.TYPE_HIERARCHY)
                .from(element)
                .isPresent(DistributedLock.class);
    }
}
