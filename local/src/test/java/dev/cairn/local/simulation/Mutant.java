package dev.cairn.local.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;

/**
 * Loads the product anew with one comparison gone: reads of committed objects take what they find for what was stored.
 * No port can plant that fault, for the hash is compared where no port is.
 */
final class Mutant extends ClassLoader {
    private static final String VERIFIED = "dev.cairn.core.checkpoint.Verified";

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
            byte[] loaded = name.equals(VERIFIED) ? trusting(bytes) : bytes;
            return defineClass(name, loaded, 0, loaded.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every comparison of two texts in it says that they are equal. */
    private static byte[] trusting(byte[] bytes) {
        CodeTransform equal = (code, element) -> {
            if (element instanceof InvokeInstruction call && call.name().equalsString("equals")) {
                code.pop2().iconst_1();
            } else {
                code.with(element);
            }
        };
        ClassFile file = ClassFile.of();
        return file.transformClass(file.parse(bytes), ClassTransform.transformingMethodBodies(equal));
    }
}
