package dev.cairn.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Keys and ids are the same wherever Cairn runs. */
@Isolated("it changes the locale of the process")
class LocaleTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("r"));

    @Test
    void keys_shouldHoldPlainDigits_whereThePeopleWriteOthers() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            var id = Keys.next(RUN, Keys.first(RUN), 12, StepName.PLAN, "");

            assertThat(id.value()).startsWith("00000012-");
            assertThat(Keys.journal(RUN, id, 3)).endsWith("/000003.json.gz");
            assertThat(IndexKey.padded(45)).isEqualTo("0000000045");
            assertThat(EventsRecord.eventId("b", 6)).isEqualTo("b-000006");
        } finally {
            Locale.setDefault(before);
        }
    }
}
