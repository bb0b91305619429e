package io.github.latchkey.spring;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be part of a key: values whose text tells them apart. */
final class KeyValue {

    private static final ClassValue<Boolean> HAS_TEXT = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return !type.isArray() && type.getMethod("toString").getDeclaringClass() != Object.class;
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("Every class has toString()", e);
            }
        }
    };

    private KeyValue() {}

    /** Says what is wrong with a value as part of a key, or returns null. */
    static @Nullable String problem(@Nullable Object value) {
        if (value == null) {
            return "is null";
        }
        if (value instanceof CharSequence text && text.toString().isBlank()) {
            return "is blank";
        }
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty() ? "is empty" : problem(optional.get());
        }
        if (value instanceof Map || (value instanceof Collection && !(value instanceof List))) {
            return "is a " + value.getClass().getTypeName()
                    + ", whose order may differ in each process; sort its values into a list";
        }
        if (!HAS_TEXT.get(value.getClass())) {
            return "is a " + value.getClass().getTypeName()
                    + " without a toString() of its own, so each call would lock another name";
        }
        return null;
    }
}
