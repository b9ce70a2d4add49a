package dev.cairn.local.simulation;

import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How a history is set.
 *
 * @param script what the models say
 * @param review the plan's review, in the API's word
 * @param maxStalls of the run
 * @param requestTtl how long people have to answer
 * @param stepsBefore how many steps an execution is taken to have done when it starts, so that hand-overs come early
 * @param local whether executions live in the process and die with it
 * @param blobs wraps the objects, to plant a fault in the product
 * @param index wraps the index, likewise
 */
record Setting(
        Script script,
        String review,
        int maxStalls,
        Duration requestTtl,
        int stepsBefore,
        boolean local,
        UnaryOperator<BlobStore> blobs,
        UnaryOperator<IndexStore> index) {
    /** Three rounds with a review, a reset and two tool calls, one of which a person must approve. */
    static Setting threeRounds(boolean local) {
        return new Setting(
                Script.SHORT,
                "always",
                0,
                Duration.ofDays(7),
                0,
                local,
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }

    Setting self() {
        return this;
    }

    Setting with(UnaryOperator<BlobStore> otherBlobs, UnaryOperator<IndexStore> otherIndex) {
        return new Setting(script, review, maxStalls, requestTtl, stepsBefore, local, otherBlobs, otherIndex);
    }
}
