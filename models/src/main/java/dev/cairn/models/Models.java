package dev.cairn.models;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.ModelException;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.Tool;
import dev.cairn.models.openai.OpenAiProvider;
import dev.cairn.models.rehearsal.RehearsalProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every model there is: sends each request to the provider that its model's name begins with. */
public final class Models implements ModelClient {
    /** Providers that the team format names and a later release brings. */
    private static final Set<String> TO_COME = Set.of("openai-responses", "anthropic", "bedrock");

    private final Map<String, Provider> providers = new LinkedHashMap<>();

    public Models(List<Provider> providers) {
        for (Provider provider : providers) {
            if (this.providers.put(provider.name(), provider) != null) {
                throw new IllegalArgumentException("two providers are called " + provider.name());
            }
        }
    }

    /**
     * The providers of this release, set up from variables. Nothing is read or connected to until it is needed, so that
     * a rehearsal runs where another provider is set up wrongly.
     */
    public static Models of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return new Models(List.of(new OpenAiProvider(environment), new RehearsalProvider(environment)));
    }

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        Provider provider = providers.get(request.model().provider());
        if (provider == null) {
            throw ModelException.permanent(noSuchProvider(request.model()));
        }
        return provider.call(request, deltas);
    }

    /** Whether calling the model takes a key; a model that is unknown takes none. */
    public boolean needsKey(ModelName model) {
        Provider provider = providers.get(model.provider());
        return provider != null && provider.needsKey();
    }

    /**
     * Whether a model can be called, as far as can be told without calling it: before a run is opened.
     *
     * @throws InvalidInputException on field {@code model}, if the provider is unknown, its key is missing or its
     *     settings are wrong
     */
    public void check(ModelName model) {
        obstacle(model).ifPresent(words -> {
            throw new InvalidInputException("model", words);
        });
    }

    /**
     * Whether there is such a provider: where the keys are not to be seen.
     *
     * @throws InvalidInputException on field {@code model}, if the provider is unknown
     */
    public void checkProvider(ModelName model) {
        if (!providers.containsKey(model.provider())) {
            throw new InvalidInputException("model", noSuchProvider(model));
        }
    }

    /** Everything that forbids this team to work here, under the paths of the team file; empty if nothing does. */
    public List<Fault> faults(Team team) {
        List<Fault> faults = new ArrayList<>();
        obstacle(team.manager().model()).ifPresent(words -> faults.add(new Fault("manager.model", words)));
        List<Participant> participants = team.participants();
        for (int i = 0; i < participants.size(); i++) {
            Participant participant = participants.get(i);
            String path = "participants[" + i + "]";
            obstacle(participant.model()).ifPresent(words -> faults.add(new Fault(path + ".model", words)));
            Provider provider = providers.get(participant.model().provider());
            List<Tool> tools = participant.tools();
            for (int j = 0; provider != null && j < tools.size(); j++) {
                String tool = path + ".tools[" + j + "]";
                provider.obstacle(tools.get(j)).ifPresent(words -> faults.add(new Fault(tool, words)));
            }
        }
        return List.copyOf(faults);
    }

    private Optional<String> obstacle(ModelName model) {
        Provider provider = providers.get(model.provider());
        return provider == null ? Optional.of(noSuchProvider(model)) : provider.obstacle(model.model());
    }

    private String noSuchProvider(ModelName model) {
        String known = String.join(", ", providers.keySet());
        return TO_COME.contains(model.provider())
                ? "model provider \"" + model.provider() + "\" is not in this release yet; available are " + known
                : "model provider \"" + model.provider() + "\" is unknown; known are " + known;
    }
}
