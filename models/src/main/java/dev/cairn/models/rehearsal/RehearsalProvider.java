package dev.cairn.models.rehearsal;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.ModelException;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.team.Tool;
import dev.cairn.models.Environment;
import dev.cairn.models.Provider;
import dev.cairn.models.http.Pause;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code rehearsal:<name>}: a script that plays the models, for trying Cairn without a key. It holds no state: the same
 * request always has the same answer, in any process. Scripts ship with Cairn or lie in the folder that {@code
 * CAIRN_REHEARSALS} names; {@code CAIRN_REHEARSAL_PACE} multiplies the time that words take, 0 for none.
 */
public final class RehearsalProvider implements Provider {
    public static final String FOLDER = "CAIRN_REHEARSALS";
    public static final String PACE = "CAIRN_REHEARSAL_PACE";

    private static final double SLOWEST = 1000;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int LONGEST_QUOTE = 500;
    private static final Pattern QUOTE = Pattern.compile("\\{\\{last ([^}]+)}}");
    private static final String LABEL = "> **Rehearsal:** a script wrote this, not a model.\n\n";

    private final Environment environment;
    private final Scripts scripts;
    private final Pause pause;

    public RehearsalProvider(Environment environment) {
        this(environment, Pause.REAL);
    }

    RehearsalProvider(Environment environment, Pause pause) {
        this.environment = environment;
        this.scripts = new Scripts(environment.text(FOLDER).map(Path::of));
        this.pause = pause;
    }

    @Override
    public String name() {
        return "rehearsal";
    }

    /**
     * The task that a script was written for; empty if it names none.
     *
     * @throws InvalidInputException if there is no such script
     */
    public String task(String script) {
        return scripts.named(script).task();
    }

    @Override
    public boolean needsKey() {
        return false;
    }

    @Override
    public Optional<String> obstacle(String model) {
        try {
            pace();
            scripts.named(model);
            return Optional.empty();
        } catch (InvalidInputException e) {
            Fault fault = e.faults().getFirst();
            return Optional.of(fault.field().equals("model") ? fault.detail() : fault.toString());
        } catch (UncheckedIOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> obstacle(Tool tool) {
        return Optional.empty();
    }

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        obstacle(request.model().model()).ifPresent(words -> {
            throw ModelException.permanent(words);
        });
        Script script = scripts.named(request.model().model());
        Authors authors = new Authors(request);
        Reply reply = script.reply(request, authors)
                .orElseThrow(() -> ModelException.permanent(request.model() + " has no reply for " + request.caller()
                        + " (" + request.purpose().word() + ") after messages of " + authors
                        + "; add one to the script whose conditions hold then"));
        String text = labelled(request.purpose(), text(reply, authors));
        new Pacing(pause, pace()).speak(text, script.wordsPerSecond(), deltas);
        return new ModelResponse(
                new Content(text, toolCalls(reply, request), null, null), tokens(request), tokens(text.length()));
    }

    private double pace() {
        return environment.number(PACE, 1, 0, SLOWEST);
    }

    private static String text(Reply reply, Authors authors) {
        if (reply.json() != null) {
            return Json.text(reply.json());
        }
        return reply.text() == null
                ? ""
                : QUOTE.matcher(reply.text())
                        .replaceAll(quote -> Matcher.quoteReplacement(quoted(authors.last(quote.group(1)))));
    }

    private static String quoted(Optional<String> said) {
        String line = said.orElse("nothing").replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + " ...";
    }

    /** What leaves the run must not be taken for a model's finding, whoever wrote the script. */
    private static String labelled(Purpose purpose, String text) {
        boolean answer = purpose == Purpose.ANSWER || purpose == Purpose.PARTIAL_ANSWER;
        return answer && !text.toLowerCase(Locale.ROOT).contains("rehearsal") ? LABEL + text : text;
    }

    /** Ids follow from the question, so that the same question gets the same ones and another gets others. */
    private static List<ToolCall> toolCalls(Reply reply, ModelRequest request) {
        List<ToolCall> calls = new ArrayList<>();
        for (Reply.Call call : reply.toolCalls()) {
            String id = "call_" + request.hash().substring(0, 16) + "_" + calls.size();
            calls.add(new ToolCall(id, call.name(), call.arguments()));
        }
        return calls;
    }

    private static long tokens(ModelRequest request) {
        return request.messages().stream()
                .mapToLong(message -> tokens(message.content().text().length()))
                .sum();
    }

    private static long tokens(int characters) {
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }
}
