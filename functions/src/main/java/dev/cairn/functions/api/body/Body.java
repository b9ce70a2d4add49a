package dev.cairn.functions.api.body;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Request;
import dev.cairn.functions.api.problem.Faults;
import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.api.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object that a request carries. */
public record Body(ObjectNode tree) {
    private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii");

    /** A body that may be left out, which is the empty object then. */
    public static Body optional(Request request) {
        return request.body().length == 0 ? new Body(Json.mapper().createObjectNode()) : required(request);
    }

    /** @throws ProblemException 415 for another media type, 400 for what is no JSON object */
    public static Body required(Request request) {
        requireJson(request.header("content-type").orElse(""));
        JsonNode tree;
        try {
            tree = Json.received(request.body());
        } catch (JacksonException e) {
            throw malformed(e);
        }
        if (!(tree instanceof ObjectNode object)) {
            throw refused("The body must be one JSON object.", "must be one JSON object");
        }
        return storable(object);
    }

    /** @throws InvalidInputException if a text in it cannot be stored */
    public static Body storable(ObjectNode object) {
        Faults faults = new Faults();
        new StorableTexts(faults).check("", object);
        faults.throwIfAny();
        return new Body(object);
    }

    private static void requireJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
        boolean json = parts.length > 0 && parts[0].strip().equals(Reply.JSON);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            json &= !parameter.startsWith("charset=") || CHARSETS.contains(parameter.substring("charset=".length()));
        }
        if (!json) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.MEDIA_TYPE,
                    "The body must be " + Reply.JSON + " in UTF-8; say so in the header Content-Type."));
        }
    }

    private static ProblemException malformed(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String where =
                at == null || at.getLineNr() < 1 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return refused("The body cannot be read as JSON" + where + ".", "is no JSON" + where + ": " + Json.fault(e));
    }

    private static ProblemException refused(String detail, String fault) {
        return new ProblemException(Problem.of(Problem.Kind.INVALID, detail, List.of(new Fault("", fault))));
    }

    public Fields fields(Faults faults) {
        return new Fields(tree, "", faults);
    }

    /** SHA-256, hex; the same for the same JSON, in whatever order its fields were written. */
    public String hash(String route) {
        return Digest.hex(route + "\n" + Digest.hexOfJson(tree));
    }
}
