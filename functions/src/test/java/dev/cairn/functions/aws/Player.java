package dev.cairn.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.BlobStore;
import dev.cairn.functions.aws.stage.DeployedFunctions;
import dev.cairn.functions.aws.stage.Scene;
import dev.cairn.functions.aws.stage.Stage;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.Sample;
import dev.cairn.functions.handler.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays one function on a stage. */
final class Player {
    private static final byte[] GARBAGE = "damaged".getBytes(StandardCharsets.UTF_8);

    private final Stage stage;
    private final String name;
    private final DeployedFunctions.Function function;
    private PlayedLambda lambda;

    Player(Stage stage, String name) {
        this.stage = stage;
        this.name = name;
        this.function = DeployedFunctions.ofTheTemplate().function(name);
        this.lambda = new PlayedLambda(function, stage.variables(name));
    }

    /** Forgets what a warm process has read. */
    void startAnew() {
        lambda = new PlayedLambda(function, stage.variables(name));
    }

    Scene set(Sample sample) {
        return stage.set(sample);
    }

    Scene set(Function<FunctionsRig, Object> arrange) {
        return stage.set(new Sample("", name, arrange, result -> {}));
    }

    /** The same again, at the same time. */
    Scene setAgain(Scene scene) {
        return stage.set(scene.sample(), scene.begun());
    }

    Sample.Result play(Scene scene) {
        return lambda.play(scene, scene.event());
    }

    /** Plays it, and it must come to its own outcome. */
    void perform(Sample sample) {
        sample.check().accept(play(set(sample)));
    }

    /** @return the body of an answer with this status */
    JsonNode call(Scene scene, String method, String pathAndQuery, @Nullable String body, int status) {
        String[] address = pathAndQuery.split("\\?", 2);
        ObjectNode event = Samples.request(method, address[0], body);
        event.put("rawQueryString", address.length == 1 ? "" : address[1]);
        JsonNode answer = lambda.play(scene, event).given();
        assertThat(answer.path("statusCode").asInt())
                .as("%s %s: %s", method, pathAndQuery, answer)
                .isEqualTo(status);
        String text = answer.path("body").asString("");
        return text.startsWith("{") ? Json.tree(text) : Json.mapper().createObjectNode();
    }

    /** What lies in the store. */
    Map<String, byte[]> objects() {
        Map<String, byte[]> objects = new TreeMap<>();
        for (BlobStore.Stored stored : stage.blobs().list("", null, 1000)) {
            objects.put(stored.key(), stage.blobs().get(stored.key()).orElseThrow());
        }
        return objects;
    }

    void put(String key, byte[] bytes) {
        assertThat(stage.blobs().putIfAbsent(key, bytes)).as(key).isEqualTo(BlobStore.Put.CREATED);
    }

    void putGarbage(String key) {
        put(key, GARBAGE);
    }

    void damage(String key) {
        stage.blobs().delete(key);
        putGarbage(key);
    }
}
