package dev.cairn.functions.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InstallationSecretTest {
    private static InstallationSecret of(String text) {
        return InstallationSecret.of(text, "SECRET_VARIABLE");
    }

    @Test
    void generate_shouldMakeAnotherEveryTime_thatCanBeUsed() {
        String one = InstallationSecret.generate();

        assertThat(one).hasSize(InstallationSecret.LEAST_CHARACTERS).isNotEqualTo(InstallationSecret.generate());
        assertThat(of(one + "\n").key("a", "AES")).isEqualTo(of(one).key("a", "AES"));
    }

    @Test
    void key_shouldDifferByLabelAndBySecret() {
        String text = InstallationSecret.generate();

        byte[] key = of(text).key("one use", "AES").getEncoded();

        assertThat(key).hasSize(32);
        assertThat(of(text).key("one use", "AES").getEncoded()).isEqualTo(key);
        assertThat(of(text).key("another use", "AES").getEncoded()).isNotEqualTo(key);
        assertThat(of(InstallationSecret.generate()).key("one use", "AES").getEncoded())
                .isNotEqualTo(key);
        assertThat(new String(key, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(text.substring(0, 8));
    }

    @Test
    void of_shouldRefuseWhatIsNotRandomEnough_byNameAndWithoutTellingIt() {
        String good = InstallationSecret.generate();
        for (String bad : List.of(
                "",
                good.substring(1),
                "x".repeat(64),
                "abcabcabc".repeat(10),
                good.substring(1) + "é",
                good.substring(3) + " b c",
                "0123456789abcdef".repeat(300))) {
            assertThatThrownBy(() -> of(bad))
                    .as(bad)
                    .isInstanceOf(UnusableSecretException.class)
                    .hasMessageContaining("SECRET_VARIABLE")
                    .hasMessageContaining("openssl rand")
                    .hasMessageNotContaining(bad.isEmpty() ? good : bad);
        }
        assertThat(of(good).toString()).doesNotContain(good);
    }

    @Test
    void derivedKey_shouldBeTheSameForOneSecret_andAnotherForAnother() {
        InstallationSecret one = of(InstallationSecret.generate());
        InstallationSecret two = of(InstallationSecret.generate());
        AtomicReference<InstallationSecret> given = new AtomicReference<>(one);
        DerivedKey key = new DerivedKey(given::get, "a use", "AES");

        assertThat(key.get()).isSameAs(key.get()).isEqualTo(one.key("a use", "AES"));
        given.set(two);
        assertThat(key.get()).isEqualTo(two.key("a use", "AES"));
    }
}
