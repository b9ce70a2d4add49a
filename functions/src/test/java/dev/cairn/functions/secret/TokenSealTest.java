package dev.cairn.functions.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.handler.RecordedExecutions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenSealTest {
    private static final String TOKEN = "AQCEAAAAKgAAAAMAAAAAAAAAAQ==/a+token";

    private final TokenSeal seal = seal();

    private static TokenSeal seal() {
        InstallationSecret secret = InstallationSecret.of(InstallationSecret.generate(), "the test");
        return new TokenSeal(() -> secret);
    }

    @Test
    void open_shouldGiveBackWhatWasSealed_upToTheLongestToken() {
        for (String token : List.of("", TOKEN, "x".repeat(2048))) {
            assertThat(seal.open(seal.seal(token))).contains(token);
        }
    }

    @Test
    void seal_shouldHideTheToken_andLookDifferentEveryTime() {
        String sealed = seal.seal(TOKEN);

        assertThat(sealed)
                .matches("v1\\.[A-Za-z0-9_-]+")
                .doesNotContain("AQCEAA")
                .isNotEqualTo(seal.seal(TOKEN));
    }

    @Test
    void open_shouldRefuseAnotherKeysSeal_andWhatIsNone() {
        assertThat(seal().open(seal.seal(TOKEN))).isEmpty();
        for (String none : List.of(
                "", "v1.", "v1.AAAA", "v1.!", TOKEN, "v2." + seal.seal(TOKEN).substring(3))) {
            assertThat(seal.open(none)).as(none).isEmpty();
        }
        assertThat(seal.open("v1." + "A".repeat(5000))).isEmpty();
    }

    @Test
    void open_shouldRefuseAnAlteredCharacter_whereverItStands() {
        String sealed = seal.seal(TOKEN);
        // The last character may carry bits that no byte takes up.
        for (int i = 0; i < sealed.length() - 1; i++) {
            char other = sealed.charAt(i) == 'A' ? 'Q' : 'A';
            assertThat(seal.open(sealed.substring(0, i) + other + sealed.substring(i + 1)))
                    .as("altered at " + i)
                    .isEmpty();
        }
    }

    @Test
    void wake_shouldOpenTheToken_andCountOneThatCannotBeOpenedAsDead() {
        RecordedExecutions inner = new RecordedExecutions();
        List<String> log = new ArrayList<>();
        SealedExecutions executions = new SealedExecutions(inner, seal, log::add);
        executions.start(new dev.cairn.core.run.Pointer(
                new TenantId("acme"),
                new RunId("run"),
                1,
                0,
                new dev.cairn.core.run.CheckpointId("c"),
                dev.cairn.core.run.StepName.PLAN,
                0,
                null));

        assertThat(executions.wake(seal.seal(TOKEN))).isTrue();
        assertThat(inner.woken).containsExactly(TOKEN);
        assertThat(executions.lives(new RunKey(new TenantId("acme"), new RunId("run")), 1))
                .isTrue();
        assertThat(log).isEmpty();

        assertThat(executions.wake(TOKEN))
                .as("one from before tokens were sealed")
                .isFalse();
        String foreign = seal().seal(TOKEN);
        assertThat(executions.wake(foreign)).isFalse();
        assertThat(inner.woken).hasSize(1);
        assertThat(log)
                .hasSize(2)
                .allMatch(line -> line.contains("unopenable-token")
                        && !line.contains(TOKEN)
                        && !line.contains(foreign.substring(3)));
    }
}
