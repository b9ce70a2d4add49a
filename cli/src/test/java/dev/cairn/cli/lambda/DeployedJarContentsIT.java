package dev.cairn.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.runtime.DeployedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the jar that is deployed holds, and how much. */
class DeployedJarContentsIT {
    private static final long LARGEST = 20_000_000;

    private final Path jar = DeployedFunction.deployedJar();

    @Test
    void jar_shouldBeSmall() throws IOException {
        assertThat(Files.size(jar)).isLessThan(LARGEST);
    }

    @Test
    void jar_shouldHoldNothingOfTheLocalServerAndTheCommandLine() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> names = file.stream().map(JarEntry::getName).toList();
            assertThat(names)
                    .contains("dev/cairn/functions/aws/Lambda.class", "rehearsals/default.yaml")
                    .noneMatch(name -> name.startsWith("dev/cairn/local/")
                            || name.startsWith("dev/cairn/cli/")
                            || name.startsWith("com/dashjoin/")
                            || name.startsWith("org/sqlite/")
                            || name.startsWith("picocli/")
                            || name.startsWith("org/junit/")
                            || name.startsWith("com/amazonaws/services/lambda/runtime/api/"));
        }
    }
}
