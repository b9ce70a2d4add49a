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
 * @param ttlDays how long runs are kept after their end
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
        int ttlDays,
        int stepsBefore,
        boolean local,
        UnaryOperator<BlobStore> blobs,
        UnaryOperator<IndexStore> index) {
    /** In days; as long as a run can be kept without a pin. */
    static final int FOR_GOOD = 3650;

    /** Three rounds with a review, a reset and two tool calls, one of which a person must approve. */
    static Setting threeRounds(boolean local) {
        return new Setting(
                Script.SHORT,
                "always",
                0,
                Duration.ofDays(7),
                FOR_GOOD,
                0,
                local,
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }

    /** Whether runs expire while somebody still looks. */
    boolean expires() {
        return ttlDays < FOR_GOOD;
    }

    Setting self() {
        return this;
    }

    Setting with(UnaryOperator<BlobStore> otherBlobs, UnaryOperator<IndexStore> otherIndex) {
        return new Setting(script, review, maxStalls, requestTtl, ttlDays, stepsBefore, local, otherBlobs, otherIndex);
    }
}
