package dev.cairn.functions.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.world.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshTest {
    private static final String TOKEN = "a-token";

    private final TestClock clock = new TestClock();
    private InstallationSecret stored = another();
    private int reads;
    private boolean fails;
    private final Fresh<InstallationSecret> fresh = new Fresh<>(this::read, clock);

    private static InstallationSecret another() {
        return InstallationSecret.of(InstallationSecret.generate(), "the test");
    }

    private InstallationSecret read() {
        reads++;
        if (fails) {
            throw new StoreException("The secret does not answer.");
        }
        return stored;
    }

    @Test
    void allUses_shouldShareOneRead_andMakeNoneBeforeTheyNeedIt() {
        TokenSeal seal = new TokenSeal(fresh);
        TokenSeal other = new TokenSeal(fresh);
        assertThat(reads).isZero();

        assertThat(other.open(seal.seal(TOKEN))).contains(TOKEN);
        clock.forward(Fresh.FOR);
        assertThat(seal.open(seal.seal(TOKEN))).contains(TOKEN);

        assertThat(reads).isEqualTo(1);
    }

    @Test
    void warmProcess_shouldTakeUpAReplacedSecret_afterAWhile() {
        TokenSeal warm = new TokenSeal(fresh);
        String before = warm.seal(TOKEN);
        stored = another();
        InstallationSecret now = stored;
        assertThat(warm.open(before)).contains(TOKEN);

        clock.forward(Fresh.FOR.plus(Duration.ofMillis(1)));

        assertThat(new TokenSeal(() -> now).open(warm.seal(TOKEN))).contains(TOKEN);
        assertThat(warm.open(before)).as("what was sealed before is void").isEmpty();
    }

    @Test
    void failedRead_shouldBeTold_andTriedAgain() {
        fails = true;
        assertThatThrownBy(fresh::get).isInstanceOf(StoreException.class);
        fails = false;

        assertThat(fresh.get()).isSameAs(stored);
    }
}
