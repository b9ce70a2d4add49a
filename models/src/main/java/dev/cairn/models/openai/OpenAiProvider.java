package dev.cairn.models.openai;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.ModelException;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.team.Tool;
import dev.cairn.models.Environment;
import dev.cairn.models.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code openai:<model>}: Chat Completions of OpenAI, or of any compatible server at {@code OPENAI_BASE_URL}. */
public final class OpenAiProvider implements Provider {
    private final Environment environment;
    private @Nullable OpenAiChatClient client;

    public OpenAiProvider(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public Optional<String> obstacle(String model) {
        try {
            return OpenAiSettings.read(environment).lacksKey() ? Optional.of(missingKey(model)) : Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(e.faults().getFirst().toString());
        }
    }

    private static String missingKey(String model) {
        return "openai:" + model + " needs a key: set " + OpenAiSettings.KEY + ", or set " + OpenAiSettings.BASE_URL
                + " to a compatible server that needs none";
    }

    @Override
    public Optional<String> obstacle(Tool tool) {
        return ToolDefinitions.obstacle(tool);
    }

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        obstacle(request.model().model()).ifPresent(words -> {
            throw ModelException.permanent(words);
        });
        return client().call(request, deltas);
    }

    /** Made once and kept, for its connections and for what it learns of the server. */
    private synchronized OpenAiChatClient client() {
        OpenAiChatClient known = client;
        if (known == null) {
            known = OpenAiChatClient.over(OpenAiSettings.read(environment));
            client = known;
        }
        return known;
    }
}
