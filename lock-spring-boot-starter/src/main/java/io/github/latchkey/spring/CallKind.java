package io.github.latchkey.spring;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;

/** When the work of a method is done, which decides how it is locked: by its declared result. */
enum CallKind {
    /** With the end of the method. */
    BLOCKING,

    /** When the returned future ends. */
    FUTURE,

    /** When the returned future ends; the method runs on a thread that {@code @Async} gave to the call. */
    FUTURE_OF_ASYNC,

    /** When the returned {@code Mono} ends, for each subscription. */
    MONO,

    /** When the returned {@code Flux} ends, for each subscription. */
    FLUX,

    /** When the suspend function ends. */
    SUSPENDED;

    /** What a {@code Flux} can be returned as; by name, for Reactor may be missing. */
    private static final Set<String> FLUXES =
            Set.of("reactor.core.publisher.Flux", "reactor.core.CorePublisher", "org.reactivestreams.Publisher");

    private static final boolean REACTOR_PRESENT =
            ClassUtils.isPresent("reactor.core.publisher.Flux", CallKind.class.getClassLoader());

    private static final Set<String> OTHERS = Set.of(
            "java.util.concurrent.CompletionStage",
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

    /** Whether it runs in a chain, whose transactions are reactive, too. */
    boolean isReactive() {
        return this == MONO || this == FLUX || this == SUSPENDED;
    }

    static CallKind of(MethodPlace place) {
        Method method = place.method();
        Class<?> result = method.getReturnType();
        if (CompletionStage.class.isAssignableFrom(result) && result.isAssignableFrom(CompletableFuture.class)) {
            boolean ofAsync = AnnotatedElementUtils.hasAnnotation(method, Async.class)
                    || AnnotatedElementUtils.hasAnnotation(place.type(), Async.class);
            return ofAsync ? FUTURE_OF_ASYNC : FUTURE;
        }
        if (SuspendFunction.is(method)) {
            SuspendFunction.check(place);
            checkEnds(place);
            return SUSPENDED;
        }
        if (result.getName().equals("reactor.core.publisher.Mono")) {
            return MONO;
        }
        if (REACTOR_PRESENT && FLUXES.contains(result.getName())) {
            return FLUX;
        }
        checkEnds(place);
        return BLOCKING;
    }

    private static void checkEnds(MethodPlace place) {
        Class<?> result = place.result();
        if (isAsynchronous(result)) {
            throw place.mistake(
                    "it returns " + result.getSimpleName()
                            + ", whose work goes on after the method, while the lock would be given back at its end.",
                    "Return a CompletableFuture, Mono or Flux, or the value itself, or take the lock inside the asynchronous work with"
                            + " LockClient.");
        }
    }

    private static boolean isAsynchronous(@Nullable Class<?> type) {
        return type != null
                && (OTHERS.contains(type.getName())
                        || isAsynchronous(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(CallKind::isAsynchronous));
    }
}
