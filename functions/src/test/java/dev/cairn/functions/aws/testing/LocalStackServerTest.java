package dev.cairn.functions.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class LocalStackServerTest {
    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void start_shouldSayInALine_thatAnotherServerIsLookedFor_whenTheImageCannotBeHad() {
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(LocalStackServer.orNothing(() -> {
                        throw new IllegalStateException(
                                "Container startup failed",
                                new IllegalStateException("no such host: registry\nat length"));
                    }))
                    .isNull();
        } finally {
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("localstack/localstack:4.14.0", "(no such host: registry)", "moto_server");
    }
}
