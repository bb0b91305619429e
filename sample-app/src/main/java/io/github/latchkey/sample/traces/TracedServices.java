package io.github.latchkey.sample.traces;

import io.github.latchkey.sample.traces.Span.State;
import io.github.latchkey.sample.traces.Step.Kind;
import io.github.latchkey.spring.LockContext;
import java.lang.reflect.Method;
import java.util.Optional;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/**
 * Notes when traced calls are in a service: inside its lock, and around its transaction. So the services that are compared stay as they
 * are without the page.
 */
@Component
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
final class TracedServices extends StaticMethodMatcherPointcutAdvisor {

    private static final long serialVersionUID = 1L;

    TracedServices() {
        setOrder(Ordered.LOWEST_PRECEDENCE - 500);
        setAdvice((MethodInterceptor) TracedServices::invoke);
    }

    @Override
    public boolean matches(Method method, Class<?> service) {
        return service.getName().startsWith("io.github.latchkey.sample.")
                && AnnotatedElementUtils.hasAnnotation(service, Service.class);
    }

    private static @Nullable Object invoke(MethodInvocation call) throws Throwable {
        Optional<CallTrace> current = CallTrace.current();
        if (current.isEmpty()) {
            return call.proceed();
        }
        CallTrace trace = current.get();
        LockContext.find().ifPresentOrElse(lock -> trace.locked(lock.fencingToken()), () -> trace.enter(State.INSIDE));
        try {
            Object result = call.proceed();
            // Its changes are committed, and the next one comes in only after this.
            trace.step(Kind.DONE, null);
            return result;
        } finally {
            trace.leave();
        }
    }
}
