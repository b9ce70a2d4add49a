package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.CairnException;
import dev.cairn.core.json.Json;
import dev.cairn.functions.BrokenObjects;
import dev.cairn.functions.Causes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** A function with our own codec on both sides: strict JSON in, the same JSON for the same answer out. */
final class JsonHandler<I> implements RequestStreamHandler {
    /** Step Functions passes at most 256 KB. */
    private static final int LARGEST_INPUT = 512 * 1024;

    private final Class<I> type;
    private final Work<I> work;
    private final BrokenObjects broken;

    JsonHandler(Class<I> type, Work<I> work, BrokenObjects broken) {
        this.type = requireNonNull(type, "type is null");
        this.work = requireNonNull(work, "work is null");
        this.broken = requireNonNull(broken, "broken is null");
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        I input = read(in);
        try {
            out.write(Json.bytes(work.answer(input, context)));
        } catch (BrokenObjectException met) {
            broken.met(met, context.getLogger()::log);
            throw Failures.of(met);
        } catch (RuntimeException cause) {
            if (!(cause instanceof CairnException)) {
                log(context, cause);
            }
            throw Failures.of(cause);
        }
    }

    private I read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST_INPUT + 1);
        if (bytes.length > LARGEST_INPUT) {
            throw new PermanentFailure("The input has more than " + LARGEST_INPUT + " bytes.");
        }
        try {
            return Json.read(bytes, type);
        } catch (JacksonException notIt) {
            // The original words only: the whole message quotes the input, and that may hold a task token.
            throw new PermanentFailure("The input is not what this function takes: " + words(notIt));
        }
    }

    private static String words(JacksonException cause) {
        String path = cause.getPathReference();
        return "it cannot be read as JSON of its kind" + (path.isEmpty() ? "" : " at " + path);
    }

    private static void log(Context context, RuntimeException cause) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("level", "error").put("requestId", context.getAwsRequestId());
        line.set("causes", Causes.of(cause));
        context.getLogger().log(Json.text(line));
    }
}
