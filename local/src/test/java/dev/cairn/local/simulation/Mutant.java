package dev.cairn.local.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads the product anew with one comparison gone: reads of committed objects take what they find for what was stored.
 * No port can plant that fault, for the hash is compared where no port is.
 */
final class Mutant extends ClassLoader {
    private static final String READS = "dev.cairn.core.checkpoint.Immutable";

    Mutant() {
        super(Mutant.class.getClassLoader());
    }

    /** What the simulation, loaded with the fault, finds in the history of a seed. */
    List<?> findings(long seed) {
        try {
            var method = loadClass(Rot.class.getName()).getDeclaredMethod("findings", long.class);
            method.setAccessible(true);
            return (List<?>) method.invoke(null, seed);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith("dev.cairn.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            byte[] loaded = name.equals(READS) ? trusting(bytes) : bytes;
            return defineClass(name, loaded, 0, loaded.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The comparison of the two hashes in {@code get} says that they are equal. */
    private static byte[] trusting(byte[] bytes) {
        AtomicInteger gone = new AtomicInteger();
        CodeTransform equal = (code, element) -> {
            if (element instanceof InvokeInstruction call && call.name().equalsString("equals")) {
                code.pop2().iconst_1();
                gone.incrementAndGet();
            } else {
                code.with(element);
            }
        };
        ClassFile file = ClassFile.of();
        byte[] mutant = file.transformClass(
                file.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString("get"), equal));
        if (gone.get() != 1) {
            throw new IllegalStateException("one comparison was to be taken out of " + READS + ".get, not " + gone);
        }
        return mutant;
    }
}
