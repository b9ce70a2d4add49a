package dev.cairn.functions.aws.runtime;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A function in a JVM of its own, under the runtime that Lambda runs it with, and with nothing else on the class path. */
public final class RuntimeProcess implements AutoCloseable {
    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** Where its native code lies; by itself it unpacks it to one place in /tmp, where two that start meet. */
    private static final String NATIVE_PATH =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final Process process;
    private final Path output;

    /**
     * @param prefix what runs the JVM, such as a command that binds it to a processor; empty for nothing
     * @param jar what is deployed
     * @param runtime the folder of the runtime's own jars
     * @param options of its JVM
     * @param variables all that it has
     * @param folder an empty one, for its output and as its task root
     */
    public RuntimeProcess(
            List<String> prefix,
            Path jar,
            Path runtime,
            String handler,
            List<String> options,
            Map<String, String> variables,
            Path folder) {
        output = folder.resolve("output");
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The runtime's own calls go through native code.
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.add("-D" + NATIVE_PATH + "=" + unpackedNative(runtime, folder));
        command.addAll(List.of("-cp", classPath(jar, runtime), RUNTIME, handler));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().put("_HANDLER", handler);
        builder.environment().put("LAMBDA_TASK_ROOT", folder.toString());
        builder.environment().put("LANG", "en_US.UTF-8");
        builder.environment().put("TZ", ":UTC");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath(Path jar, Path runtime) {
        try (Stream<Path> jars = Files.list(runtime)) {
            return Stream.concat(Stream.of(jar), jars.sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpackedNative(Path runtime, Path folder) {
        String name = "libaws-lambda-jni.linux-"
                + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64") + ".so";
        try (Stream<Path> jars = Files.list(runtime)) {
            Path jar = jars.filter(one -> one.toString().contains("runtime-interface-client"))
                    .findFirst()
                    .orElseThrow();
            Path unpacked = folder.resolve(name);
            try (JarFile file = new JarFile(jar.toFile());
                    InputStream in = file.getInputStream(file.getEntry("jni/" + name))) {
                Files.copy(in, unpacked);
            }
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it wrote, on either stream. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
