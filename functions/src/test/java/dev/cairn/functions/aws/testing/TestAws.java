package dev.cairn.functions.aws.testing;

import static org.assertj.core.api.Assertions.fail;

import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The one S3 and DynamoDB of this JVM, which all tests share: each makes a bucket and a table of its own. */
public final class TestAws {
    /** Set to true where a skipped test is a failed one. */
    private static final String REQUIRED = "CAIRN_REQUIRE_AWS";

    private TestAws() {}

    private static final class Holder {
        private static final @Nullable AwsServer SERVER = find();

        private static @Nullable AwsServer find() {
            AwsServer server = LocalStackServer.start();
            if (server == null) {
                server = MotoServer.start();
            }
            if (server == null) {
                System.err.println("cairn: SKIPPED the tests on S3 and DynamoDB: no Docker answers, and no moto_server"
                        + " is on the PATH; install it with: pip install 'moto[server]'");
            }
            return server;
        }
    }

    /** The server; where there is none, the test ends as skipped, or as failed if {@code CAIRN_REQUIRE_AWS} is true. */
    public static AwsServer require() {
        AwsServer server = Holder.SERVER;
        if (server == null) {
            String none = "there is no AWS to test on";
            if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
                fail(none + ", and " + REQUIRED + " is set");
            }
            Assumptions.abort(none);
        }
        return java.util.Objects.requireNonNull(server);
    }

    /** A bucket and a table as the template makes them, that no other test uses. */
    public static AwsSettings newStore() {
        AwsSettings settings = settings("cairn-" + UUID.randomUUID(), require().endpoint());
        new TemplateStore(settings).create();
        return settings;
    }

    /** The same store, reached through another endpoint. */
    public static AwsSettings through(URI endpoint, AwsSettings store) {
        return settings(store.bucket(), endpoint);
    }

    /** The settings as the variables of a process. */
    public static Map<String, String> variables(AwsSettings settings) {
        Map<String, String> variables = new HashMap<>(settings.variables());
        variables.put(AwsSettings.BUCKET, settings.bucket());
        variables.put(AwsSettings.TABLE, settings.table());
        return variables;
    }

    /**
     * Few attempts and short waits between them, for tests in which all of them fail.
     *
     * @param answer how long to wait for one: long, unless none comes, for all tests share one server
     */
    public static Patience hurried(Duration answer) {
        return new Patience(
                3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(10), answer, Duration.ofSeconds(60));
    }

    private static AwsSettings settings(String name, URI endpoint) {
        return new AwsSettings(
                name,
                name,
                Patience.DEFAULT,
                Map.of(
                        "AWS_ENDPOINT_URL", endpoint.toString(),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test"));
    }
}
