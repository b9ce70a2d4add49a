package dev.cairn.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.BrokenIndexException;
import dev.cairn.core.error.StoreException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void step_shouldNotBeTriedAgain_whenARecordCannotBeRead() {
        assertThat(Failures.of(new BrokenIndexException("The run record is torn.", "Mend it.")))
                .isInstanceOf(PermanentFailure.class)
                .hasMessage("The run record is torn. It was left as it is. Mend it.");
        assertThat(Failures.of(new StoreException("The table does not answer.")))
                .isInstanceOf(TransientFailure.class);
    }
}
