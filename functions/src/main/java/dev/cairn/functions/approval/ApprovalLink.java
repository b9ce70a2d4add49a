package dev.cairn.functions.approval;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.json.Digest;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a link lets its holder do: answer this one request, as it was asked, until then.
 *
 * @param asked SHA-256, hex, of what is asked; see {@link #asked}
 * @param expiresAt in whole seconds; never later than the request's own time
 */
public record ApprovalLink(RunKey run, RequestId requestId, String asked, Instant expiresAt) {
    public ApprovalLink {
        requireNonNull(run, "run is null");
        requireNonNull(requestId, "requestId is null");
        if (!Digest.isHex(asked)) {
            throw new IllegalArgumentException("asked must be a SHA-256 in hex");
        }
        expiresAt = Instant.ofEpochSecond(expiresAt.getEpochSecond());
    }

    /** For a request as it stands. */
    public static ApprovalLink to(RequestRecord request) {
        return new ApprovalLink(
                new RunKey(request.tenant(), request.runId()),
                request.request().requestId(),
                asked(request),
                request.request().expiresAt());
    }

    /**
     * What a request asks, in one hash: of a plan review the plan's, of the others one over the checkpoint that asks and
     * which of its calls does. A checkpoint never changes, so the same hash means the same words.
     */
    public static String asked(RequestRecord request) {
        OpenRequest open = request.request();
        if (open.planHash() != null) {
            return open.planHash();
        }
        List<String> call = new ArrayList<>();
        call.add(request.checkpointId().value());
        call.add(open.type().word());
        call.add(String.valueOf(open.callOrdinal()));
        call.add(String.valueOf(open.toolCallId()));
        return Digest.hexOfJson(call);
    }
}
