package dev.cairn.functions.aws.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.run.TenantId;
import dev.cairn.functions.handler.FunctionsRig;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class PrimingTest {
    /** Otherwise the first request to a function that woke would have to load the routes. */
    @Test
    void beforeCheckpoint_shouldMakeTheApi_andLeaveNothingInTheStores() {
        FunctionsRig rig = new FunctionsRig();
        AtomicInteger made = new AtomicInteger();

        Priming.registered(rig.services, made::incrementAndGet).beforeCheckpoint(Core.getGlobalContext());

        assertThat(made).hasValue(1);
        assertThat(rig.world.machine.blobs().list("", null, 1)).isEmpty();
        assertThat(rig.world
                        .machine
                        .index()
                        .runs(new TenantId("cairn"), null, 1)
                        .items())
                .isEmpty();
    }
}
