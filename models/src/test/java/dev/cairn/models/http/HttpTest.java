package dev.cairn.models.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]"})
    void isLoopback_shouldHold_forOnesOwnMachine(String host) {
        assertThat(Http.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.openai.com", "10.0.0.1", "localhost.example.com", "[2001:db8::1]", "127.0.0.1.nip.io"})
    void isLoopback_shouldNotHold_forOthers(String host) {
        assertThat(Http.isLoopback(host)).isFalse();
    }
}
