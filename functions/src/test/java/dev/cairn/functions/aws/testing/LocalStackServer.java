package dev.cairn.functions.aws.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in Docker; the last release that asks for no account. */
final class LocalStackServer {
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    private LocalStackServer() {}

    /** Started if Docker answers and has the image or gets it; Testcontainers removes it when this JVM ends. */
    static @Nullable AwsServer start() {
        boolean mayBe = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        if (!mayBe || !DockerClientFactory.instance().isDockerAvailable()) {
            return null;
        }
        return orNothing(() -> {
            LocalStackContainer container = new LocalStackContainer(IMAGE).withServices("s3", "dynamodb");
            container.start();
            return new AwsServer(container.getEndpoint(), container.getEndpoint(), new ReentrantLock());
        });
    }

    /** Null, said in one line, if it does not start: without the image there may still be a moto. */
    static @Nullable AwsServer orNothing(Supplier<AwsServer> starting) {
        try {
            return starting.get();
        } catch (RuntimeException e) {
            System.err.println("cairn: Docker answers, but " + IMAGE + " does not start there ("
                    + reason(e).lines().findFirst().orElse("") + "); looking for moto_server instead");
            return null;
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? String.valueOf(thrown.getMessage()) : reason(cause);
    }
}
