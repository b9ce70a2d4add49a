package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.StoredResponse;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What became of a run's requests, told by its objects: a checkpoint that settles a request, or cancels its run, has an
 * id that follows from what was decided, so the id says which of the responses that lie there it was, if any.
 */
final class Answers {
    private final RunKey run;
    private final Map<String, StoredResponse> byHash = new TreeMap<>();

    /** @param broken gets each response that cannot be read */
    Answers(BlobStore blobs, Formats formats, RunObjects objects, Consumer<BrokenObjectException> broken) {
        this.run = objects.run();
        Responses responses = new Responses(blobs, formats);
        for (String hash : objects.responses().keySet()) {
            try {
                byHash.put(hash, responses.get(run, hash));
            } catch (BrokenObjectException e) {
                broken.accept(e);
            }
        }
    }

    /** The request once the checkpoint that follows it was made; empty if its outcome cannot be told. */
    Optional<RequestRecord> settled(RequestRecord pending, Manifest next) {
        if (follows(pending, next, Keys.UNDECIDED)) {
            return Optional.of(pending.settled(RequestStatus.CANCELLED, next.at()));
        }
        if (follows(pending, next, Keys.EXPIRED)) {
            return Optional.of(expired(pending));
        }
        return byHash.keySet().stream()
                .filter(hash -> follows(pending, next, hash))
                .findFirst()
                .flatMap(hash -> answered(pending, hash));
    }

    private boolean follows(RequestRecord pending, Manifest next, String input) {
        return Keys.next(run, pending.checkpointId(), next.seq(), next.step(), input)
                .equals(next.checkpointId());
    }

    static RequestRecord expired(RequestRecord pending) {
        return pending.settled(RequestStatus.EXPIRED, pending.request().expiresAt());
    }

    /** The request answered, if there is one response to it and no other: whose it is if nobody can say any more. */
    Optional<RequestRecord> sole(RequestRecord pending) {
        RequestId id = pending.request().requestId();
        return count(id) == 1
                ? byHash.entrySet().stream()
                        .filter(entry -> entry.getValue().requestId().equals(id))
                        .findFirst()
                        .flatMap(entry -> answered(pending, entry.getKey()))
                : Optional.empty();
    }

    long count(RequestId id) {
        return byHash.values().stream()
                .filter(given -> given.requestId().equals(id))
                .count();
    }

    /** The request with this response; empty if that cannot be read or answers another. */
    Optional<RequestRecord> answered(RequestRecord pending, String hash) {
        return Optional.ofNullable(byHash.get(hash))
                .filter(given -> given.requestId().equals(pending.request().requestId()))
                .map(given -> pending.answered(given.response().decision(), hash, given.at(), given.by()));
    }
}
