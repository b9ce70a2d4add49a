package dev.cairn.core.team;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that a participant may call. In a team file a bare name stands for a tool of that kind and name.
 *
 * @param name as the model sees it
 * @param kind who runs it: a hosted tool of the provider, {@code lambda}, {@code http}, {@code mcp}, {@code ask_person},
 *     {@code request} (a custom request to a person) ...
 * @param description when to use it, for the model
 * @param parameters JSON schema of its arguments
 * @param approval whether a person must approve each call
 * @param requestType for kind {@code request}: the type that the request carries
 * @param schema for kind {@code request}: JSON schema of the person's answer
 * @param settings what the kind needs besides (an ARN, an address)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tool(
        String name,
        String kind,
        @Nullable String description,
        @Nullable JsonNode parameters,
        @Nullable Approval approval,
        @Nullable String requestType,
        @Nullable JsonNode schema,
        @Nullable JsonNode settings) {
    public static final String ASK_PERSON = "ask_person";
    public static final String REQUEST = "request";

    public Tool {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
    }

    /** The short form: {@code tools: [code_interpreter]}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Tool named(String name) {
        return new Tool(name, name, null, null, null, null, null, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Tool of(
            @JsonProperty("name") String name,
            @JsonProperty("kind") @Nullable String kind,
            @JsonProperty("description") @Nullable String description,
            @JsonProperty("parameters") @Nullable JsonNode parameters,
            @JsonProperty("approval") @Nullable Approval approval,
            @JsonProperty("requestType") @Nullable String requestType,
            @JsonProperty("schema") @Nullable JsonNode schema,
            @JsonProperty("settings") @Nullable JsonNode settings) {
        return new Tool(
                name, kind == null ? name : kind, description, parameters, approval, requestType, schema, settings);
    }

    public boolean needsApproval() {
        return approval == Approval.REQUIRED;
    }

    /** Whether a call asks a person rather than running something. */
    public boolean asksPerson() {
        return kind.equals(ASK_PERSON) || kind.equals(REQUEST);
    }

    public enum Approval {
        @JsonProperty("required")
        REQUIRED,
        @JsonProperty("never")
        NEVER
    }
}
