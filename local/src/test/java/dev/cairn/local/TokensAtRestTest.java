package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.handler.Functions;
import dev.cairn.local.lambda.LocalFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder holds no token that could wake anybody. */
class TokensAtRestTest {
    private static final String FUNCTION = "AwaitPersonFunction";

    @TempDir
    Path data;

    /** The function itself, overheard. */
    private record Overheard(RequestStreamHandler function, BlockingQueue<String> tokens)
            implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            byte[] event = in.readAllBytes();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            function.handleRequest(new ByteArrayInputStream(event), answer, context);
            tokens.add(Json.tree(event).path("taskToken").stringValue());
            out.write(answer.toByteArray());
        }
    }

    @Test
    void token_shouldLieNowhereInTheFolder_whileTheRunWaitsAndAfter() throws Exception {
        BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
        try (LocalRig rig = new LocalRig(data).script()) {
            Stack stack = rig.server().stack();
            stack.lambda()
                    .deploy(new LocalFunction(
                            FUNCTION,
                            new Overheard(
                                    Objects.requireNonNull(Functions.of(stack.services(), Stack.TENANT)
                                            .get(FUNCTION)),
                                    tokens),
                            Duration.ofMinutes(1),
                            512));
            String run = rig.open("always");
            String request =
                    rig.await(run, "WAITING").at("/pendingRequest/requestId").stringValue();
            String token = Objects.requireNonNull(tokens.poll(2, java.util.concurrent.TimeUnit.MINUTES));
            String sealed = stack.services()
                    .machine()
                    .index()
                    .get(TokenRecord.key(new RunKey(Stack.TENANT, new RunId(run)), new RequestId(request)))
                    .map(Versioned::record)
                    .map(TokenRecord::token)
                    .orElseThrow();

            assertThat(token).hasSizeGreaterThan(40);
            assertThat(filesWith(sealed)).as("what is stored is looked at").contains("index.db");
            assertThat(filesWith(token)).isEmpty();

            rig.respond(run, "{\"decision\":\"approve\"}");
            rig.await(run, "SUCCEEDED");
            assertThat(filesWith(token)).isEmpty();
        }
        assertThat(tokens).isEmpty();
    }

    private List<String> filesWith(String words) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                boolean zipped = file.toString().endsWith(".gz");
                String text = new String(bytes, StandardCharsets.ISO_8859_1)
                        + (zipped
                                ? new String(
                                        new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(),
                                        StandardCharsets.ISO_8859_1)
                                : "");
                if (text.contains(words)) {
                    found.add(data.relativize(file).toString());
                }
            }
        }
        return found;
    }
}
