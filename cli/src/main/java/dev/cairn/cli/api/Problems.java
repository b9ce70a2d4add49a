package dev.cairn.cli.api;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a server's refusal means for the person at the shell. */
final class Problems {
    private Problems() {}

    static CliException of(String what, int status, byte[] body) {
        JsonNode problem = problem(status, body);
        String detail = problem.path("detail").asString("");
        String title = problem.path("title").asString("");
        String said = !detail.isBlank() ? detail : !title.isBlank() ? title : "the server answered " + status;
        List<String> details = new ArrayList<>();
        for (JsonNode error : problem.path("errors").values()) {
            String field = error.path("field").asString("");
            String fault = error.path("detail").asString("");
            details.add(SafeText.line(field.isEmpty() ? fault : field + ": " + fault));
        }
        details.addAll(WayOn.of(problem));
        if (details.size() == 1 && said.contains(details.getFirst())) {
            details.clear();
        }
        // What says itself which run it is about need not be told so twice.
        boolean named = said.toLowerCase(Locale.ROOT).contains(what.toLowerCase(Locale.ROOT));
        String message = named ? SafeText.line(said) : what + ": " + SafeText.line(said);
        return CliException.answered(exit(status), message, details, problem);
    }

    static ExitCode exit(int status) {
        return switch (status) {
            case 400, 405, 411, 413, 414, 415, 422, 431 -> ExitCode.USAGE;
            case 404 -> ExitCode.NOT_FOUND;
            case 401, 403, 409, 410, 412, 421, 423, 428, 429 -> ExitCode.REFUSED;
            case 502, 503, 504 -> ExitCode.UNREACHABLE;
            default -> ExitCode.FAILED;
        };
    }

    private static JsonNode problem(int status, byte[] body) {
        try {
            JsonNode tree = Json.tree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            return made(status);
        }
        return made(status);
    }

    /** For a server, or something before it, that does not speak problem documents. */
    private static ObjectNode made(int status) {
        return Json.mapper()
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", "HTTP " + status)
                .put("status", status);
    }
}
