package dev.cairn.bench.start;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Makes the jar of the baselines: of the deployed one the SDK alone, and {@link BarePut} and {@link BareStores}. */
record BareJar(Path deployed) {
    private static final List<String> KEPT = List.of(
            "software/",
            "org/reactivestreams/",
            "org/slf4j/",
            "com/amazonaws/",
            "META-INF/services/software",
            "META-INF/services/org.slf4j");

    Path into(Path folder) throws IOException {
        Path made = folder.resolve("bare.jar");
        try (JarFile from = new JarFile(deployed.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(made))) {
            for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                if (!entry.isDirectory() && KEPT.stream().anyMatch(entry.getName()::startsWith)) {
                    try (InputStream in = from.getInputStream(entry)) {
                        put(to, entry.getName(), in);
                    }
                }
            }
            for (Class<?> baseline : List.of(BarePut.class, BareStores.class)) {
                String name = baseline.getName().replace('.', '/') + ".class";
                try (InputStream in = BareJar.class.getResourceAsStream("/" + name)) {
                    put(to, name, Objects.requireNonNull(in));
                }
            }
        }
        return made;
    }

    private static void put(JarOutputStream to, String name, InputStream bytes) throws IOException {
        to.putNextEntry(new JarEntry(name));
        bytes.transferTo(to);
        to.closeEntry();
    }
}
