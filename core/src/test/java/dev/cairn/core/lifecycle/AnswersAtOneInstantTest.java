package dev.cairn.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.Write;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people say the same at the same instant, and the one who lost is not told by the index that it was so. */
final class AnswersAtOneInstantTest {
    /** Lets another go first in the next transaction, and then does not say that it refused. */
    private static final class Busy extends DelegatingIndexStore {
        private @Nullable Runnable other;

        Busy() {
            super(new MemoryIndexStore());
        }

        @Override
        public boolean transact(List<Write> writes) {
            Runnable first = other;
            if (first == null) {
                return super.transact(writes);
            }
            other = null;
            first.run();
            throw new StoreException("no answer");
        }
    }

    /** Of these some make a response of the same size as bob's, so that the run's record is the same whoever wins. */
    @ParameterizedTest
    @ValueSource(strings = {"dod", "mom", "pop", "tot", "sos", "wow", "non", "gog"})
    void loser_shouldNotBeToldThatTheirAnswerStands_whenTheOutcomeIsUnknown(String loser) {
        Busy index = new Busy();
        World world = new World(new MemoryBlobStore(), index);
        world.model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
        RunKey run = world.open(PlanReview.ALWAYS, Limits.DEFAULT, World.team());
        RequestId request = Objects.requireNonNull(world.run(run).pendingRequest());

        index.other = () -> world.responding.respond(run, request, Response.approve(), null, "bob");
        assertThatThrownBy(() -> world.responding.respond(run, request, Response.approve(), null, loser))
                .isInstanceOf(StoreException.class);

        assertThat(world.requests(run).getFirst().settledBy()).isEqualTo("bob");
    }
}
