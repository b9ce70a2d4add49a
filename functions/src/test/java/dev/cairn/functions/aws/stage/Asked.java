package dev.cairn.functions.aws.stage;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.testing.Faults;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What somebody asked of AWS on the wire.
 *
 * @param who whose key signed it
 * @param service as the signature names it, {@code s3} or {@code dynamodb}
 * @param operation of S3 the method, of the others the name
 * @param body a JSON object; of S3 an empty one
 */
public record Asked(String who, String service, String operation, String path, String query, JsonNode body) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/]+)/[0-9]{8}/[a-z0-9-]+/([a-z0-9]+)/aws4_request");

    /** @throws IllegalArgumentException if it is not signed */
    static Asked of(Faults.Request request) {
        Matcher credential = CREDENTIAL.matcher(request.authorization());
        if (!credential.find()) {
            throw new IllegalArgumentException(request.method() + " " + request.path() + " is not signed");
        }
        String target = request.target();
        return new Asked(
                credential.group(1),
                credential.group(2),
                target.isEmpty() ? request.method() : target.substring(target.lastIndexOf('.') + 1),
                request.path(),
                request.query(),
                target.isEmpty() ? Json.mapper().createObjectNode() : Json.tree(request.body()));
    }
}
