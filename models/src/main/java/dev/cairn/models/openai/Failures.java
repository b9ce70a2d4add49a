package dev.cairn.models.openai;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.team.ModelName;
import dev.cairn.models.http.HttpAnswer;
import dev.cairn.models.http.RetryAfter;
import dev.cairn.models.http.TooLateException;
import dev.cairn.models.http.TransientFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells failures that pass from those that stay, and says in words what happened. */
final class Failures {
    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

    private final OpenAiSettings settings;
    private final InstantSource clock;
    private final ServerErrors errors;

    Failures(OpenAiSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.errors = new ServerErrors(settings.key());
    }

    /** Which model and where, for the beginning of a message. */
    String at(ModelName model) {
        URI base = settings.baseUrl();
        return model + " at " + base.getScheme() + "://" + base.getRawAuthority();
    }

    /** @return never: declared so that the caller's flow is plain */
    Refusal status(ModelName model, HttpAnswer answer) throws TransientFault, IOException {
        int status = answer.status();
        JsonNode error = errors.read(answer.start(MAX_ERROR_BYTES));
        String said = errors.message(error);
        String words = at(model) + " answered " + status + (said.isEmpty() ? "" : ": " + said);
        String code = error.path("code").asString("");
        if ((PASSING.contains(status) || status >= 500) && !isUnpaid(error)) {
            throw new TransientFault(words, RetryAfter.parse(answer.header("Retry-After"), clock.instant()));
        }
        return new Refusal(status, words + advice(status, answer), code, error.toString());
    }

    /** An empty account stays empty until somebody pays, whatever the status says. */
    private static boolean isUnpaid(JsonNode error) {
        return error.path("code").asString("").equals("insufficient_quota");
    }

    private static String advice(int status, HttpAnswer answer) {
        return switch (status) {
            case 401 -> "; check the key in " + OpenAiSettings.KEY;
            case 404 -> "; check the model's name and " + OpenAiSettings.BASE_URL;
            case 301, 302, 303, 307, 308 ->
                "; set " + OpenAiSettings.BASE_URL + " to where it redirects"
                        + answer.header("Location").map(to -> " (" + to + ")").orElse("");
            default -> "";
        };
    }

    /** A page of a proxy or of another server: asking again would bring it again. */
    ModelException foreign(ModelName model) {
        return ModelException.permanent(at(model)
                + " answered 200 with something else than a model's answer (neither JSON nor an event stream, perhaps a"
                + " proxy's page); check " + OpenAiSettings.BASE_URL + " and what stands between");
    }

    /** An error that comes after the status 200. Its code, where there is one, is that of the status it should have been. */
    void inStream(ModelName model, JsonNode error) throws TransientFault, Refusal {
        String words = at(model) + " broke off its answer: " + errors.message(error);
        int code = error.path("code").asInt(0);
        boolean stays = (code >= 400 && code < 500 && !PASSING.contains(code))
                || error.path("type").asString("").equals("invalid_request_error")
                || isUnpaid(error);
        if (stays) {
            throw new Refusal(code == 0 ? 400 : code, words, error.path("code").asString(""), error.toString());
        }
        throw new TransientFault(words, (Throwable) null);
    }

    TransientFault connection(ModelName model, IOException e) {
        String why = switch (e) {
            case TooLateException _ ->
                "did not end its answer within " + settings.timeouts().answer().toSeconds() + " s";
            case SocketTimeoutException late
            when String.valueOf(late.getMessage()).contains("onnect") ->
                "could not be reached within " + settings.timeouts().connect().toSeconds() + " s";
            case SocketTimeoutException _ ->
                "was silent for " + settings.timeouts().silence().toSeconds() + " s";
            case UnknownHostException _ -> "could not be reached: no such host";
            case ConnectException refused ->
                "could not be reached: " + errors.shown(String.valueOf(refused.getMessage()));
            default -> "was cut off: " + errors.shown(String.valueOf(e.getMessage()));
        };
        return new TransientFault(at(model) + " " + why, e);
    }
}
