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
import dev.cairn.core.run.StepName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What became of a run's requests, told by its objects: the step that settles a request makes a checkpoint whose id
 * follows from the response that was recorded, so the id says which of the responses that lie there it was.
 */
final class Answers {
    private final RunKey run;
    private final Map<String, StoredResponse> byHash = new TreeMap<>();

    /** @param broken gets each response that cannot be read */
    Answers(BlobStore blobs, RunObjects objects, Consumer<BrokenObjectException> broken) {
        this.run = objects.run();
        Responses responses = new Responses(blobs, Formats.RELEASED);
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
        if (next.step() == StepName.CANCEL) {
            return Optional.of(sole(pending).orElseGet(() -> pending.settled(RequestStatus.CANCELLED, next.at())));
        }
        if (isSettledBy(pending, next, Keys.EXPIRED)) {
            return Optional.of(
                    pending.settled(RequestStatus.EXPIRED, pending.request().expiresAt()));
        }
        return byHash.keySet().stream()
                .filter(hash -> isSettledBy(pending, next, hash))
                .findFirst()
                .map(hash -> answered(pending, hash));
    }

    private boolean isSettledBy(RequestRecord pending, Manifest next, String input) {
        return Keys.next(run, pending.checkpointId(), next.seq(), StepName.SETTLE, input)
                .equals(next.checkpointId());
    }

    /** The request answered, if there is one response to it and no other: whose it is if nobody can say any more. */
    Optional<RequestRecord> sole(RequestRecord pending) {
        RequestId id = pending.request().requestId();
        return count(id) == 1
                ? byHash.entrySet().stream()
                        .filter(entry -> entry.getValue().requestId().equals(id))
                        .findFirst()
                        .map(entry -> answered(pending, entry.getKey()))
                : Optional.empty();
    }

    long count(RequestId id) {
        return byHash.values().stream()
                .filter(given -> given.requestId().equals(id))
                .count();
    }

    private RequestRecord answered(RequestRecord pending, String hash) {
        StoredResponse given = byHash.get(hash);
        if (given == null) {
            throw new IllegalStateException("response " + hash + " was not read");
        }
        return pending.answered(given.response().decision(), hash, given.at(), given.by());
    }
}
