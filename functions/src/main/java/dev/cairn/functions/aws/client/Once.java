package dev.cairn.functions.aws.client;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Made when it is first asked for, and then kept: what a function does not use must not cost its start anything. */
public final class Once<T> implements Supplier<T> {
    private final Supplier<T> making;
    private @Nullable T made;

    public Once(Supplier<T> making) {
        this.making = requireNonNull(making, "making is null");
    }

    @Override
    public synchronized T get() {
        T known = made;
        if (known == null) {
            known = making.get();
            made = known;
        }
        return known;
    }
}
