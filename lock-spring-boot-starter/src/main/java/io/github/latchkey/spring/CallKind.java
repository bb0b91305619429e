package io.github.latchkey.spring;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;

/** When the work of a method is done, which decides how it is locked: by its declared result. */
enum CallKind {
    /** With the end of the method. */
    BLOCKING,

    /** When the returned future ends. */
    FUTURE,

    /** When the returned future ends; the method runs on a thread that {@code @Async} gave to the call. */
    FUTURE_OF_ASYNC;

    private static final Set<String> OTHERS = Set.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.Flow$Publisher",
            "kotlinx.coroutines.Deferred",
            "kotlinx.coroutines.flow.Flow",
            "org.reactivestreams.Publisher",
            "io.reactivex.rxjava3.core.CompletableSource",
            "io.reactivex.rxjava3.core.MaybeSource",
            "io.reactivex.rxjava3.core.ObservableSource",
            "io.reactivex.rxjava3.core.SingleSource",
            "io.smallrye.mutiny.Uni",
            "org.springframework.web.context.request.async.DeferredResult",
            "org.springframework.web.context.request.async.WebAsyncTask");

    static CallKind of(MethodPlace place) {
        Method method = place.method();
        Class<?> result = method.getReturnType();
        if (CompletionStage.class.isAssignableFrom(result) && result.isAssignableFrom(CompletableFuture.class)) {
            boolean ofAsync = AnnotatedElementUtils.hasAnnotation(method, Async.class)
                    || AnnotatedElementUtils.hasAnnotation(place.type(), Async.class);
            return ofAsync ? FUTURE_OF_ASYNC : FUTURE;
        }
        if (Stream.of(method.getParameterTypes()).anyMatch(p -> p.getName().equals("kotlin.coroutines.Continuation"))
                || isAsynchronous(result)) {
            throw place.mistake(
                    "it returns " + result.getSimpleName()
                            + ", whose work goes on after the method, while the lock would be given back at its end.",
                    "Return a CompletableFuture, or the value itself, or take the lock inside the asynchronous work with LockClient.");
        }
        return BLOCKING;
    }

    private static boolean isAsynchronous(@Nullable Class<?> type) {
        return type != null
                && (OTHERS.contains(type.getName())
                        || isAsynchronous(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(CallKind::isAsynchronous));
    }
}
