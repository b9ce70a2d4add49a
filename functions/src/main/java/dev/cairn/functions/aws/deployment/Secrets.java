package dev.cairn.functions.aws.deployment;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.client.Act;
import dev.cairn.functions.aws.client.AwsFaults;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Secrets of the deployment. What is in them stands in no message. */
final class Secrets {
    private final SecretsManagerClient client;

    Secrets(SecretsManagerClient client) {
        this.client = requireNonNull(client, "client is null");
    }

    /**
     * @param arn of the secret
     * @throws StoreException if it cannot be read
     */
    String text(String arn) {
        Act act = new Act("read what is", "the secret " + arn, "secretsmanager:GetSecretValue", arn);
        try {
            String text = client.getSecretValue(get -> get.secretId(arn)).secretString();
            if (text == null || text.isBlank()) {
                throw new StoreException(
                        "The secret " + arn + " is empty or binary. Put a text into it and try again.");
            }
            return text;
        } catch (ResourceNotFoundException missing) {
            throw AwsFaults.refused(
                    act,
                    "there is no such secret, or it has no value yet. Deploy the stack that makes it, or put a value into it.",
                    missing);
        } catch (SdkException cause) {
            throw AwsFaults.of(act, cause);
        }
    }

    /**
     * A secret that is a JSON object of names and texts.
     *
     * @throws StoreException if it cannot be read or is none
     */
    Map<String, String> variables(String arn) {
        JsonNode tree;
        try {
            tree = Json.tree(text(arn));
        } catch (JacksonException notJson) {
            // Without the cause: its own words may quote the secret.
            throw unusable(arn);
        }
        if (!tree.isObject()) {
            throw unusable(arn);
        }
        Map<String, String> variables = new TreeMap<>();
        tree.properties().forEach(field -> {
            if (!field.getValue().isString()) {
                throw unusable(arn);
            }
            variables.put(field.getKey(), field.getValue().stringValue());
        });
        return Map.copyOf(variables);
    }

    private static StoreException unusable(String arn) {
        return new StoreException("The secret " + arn + " must be a JSON object of names and texts, such as"
                + " {\"OPENAI_API_KEY\": \"...\"}, and is not. Put such a value into it and try again.");
    }
}
