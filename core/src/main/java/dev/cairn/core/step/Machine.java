package dev.cairn.core.step;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Commit;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.format.Formats;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.port.Ids;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.Telling;
import dev.cairn.core.port.ToolRunner;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The ports that a run is worked on through, and what is made of them once for a process.
 *
 * @param requestTtl how long a person has to answer
 */
public record Machine(
        BlobStore blobs,
        IndexStore index,
        ModelClient models,
        ToolRunner tools,
        InstantSource clock,
        Ids ids,
        EventSink events,
        Duration requestTtl,
        CheckpointStore checkpoints,
        Responses responses,
        Conversations conversations,
        Commit commit) {
    public static final Duration DEFAULT_REQUEST_TTL = Duration.ofDays(7);

    /** At most some 64 MB of words: thousands of rounds. A run that does not fit is read anew at every step. */
    private static final int CACHED_ENTRIES = 32_000;

    public Machine {
        requireNonNull(blobs, "blobs is null");
        requireNonNull(index, "index is null");
        requireNonNull(models, "models is null");
        requireNonNull(tools, "tools is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(ids, "ids is null");
        requireNonNull(events, "events is null");
        requireNonNull(requestTtl, "requestTtl is null");
    }

    public static Machine over(
            BlobStore blobs,
            IndexStore index,
            ModelClient models,
            ToolRunner tools,
            InstantSource clock,
            Ids ids,
            EventSink events,
            Duration requestTtl) {
        return over(blobs, index, models, tools, clock, ids, events, requestTtl, Formats.RELEASED);
    }

    /** @param formats of what is in {@code blobs} */
    public static Machine over(
            BlobStore blobs,
            IndexStore index,
            ModelClient models,
            ToolRunner tools,
            InstantSource clock,
            Ids ids,
            EventSink events,
            Duration requestTtl,
            Formats formats) {
        EventSink telling = new Telling(requireNonNull(events, "events is null"));
        return new Machine(
                blobs,
                index,
                models,
                tools,
                clock,
                ids,
                telling,
                requestTtl,
                new CheckpointStore(blobs, index, new SegmentCache(CACHED_ENTRIES), formats),
                new Responses(blobs, formats),
                new Conversations(CACHED_ENTRIES),
                new Commit(index, telling));
    }
}
