package dev.cairn.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.env.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalsTest {
    private static Style style(boolean wantColour, boolean terminal, Map<String, String> environment) {
        return Terminals.style(Environment.of(environment, Map.of()), wantColour, terminal);
    }

    @Test
    void style_shouldColourATerminalAlone_andOnlyIfNobodyObjects() {
        assertThat(style(true, true, Map.of()).colour()).isTrue();
        assertThat(style(true, false, Map.of()).colour()).isFalse();
        assertThat(style(false, true, Map.of()).colour()).isFalse();
        assertThat(style(true, true, Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(style(true, true, Map.of("TERM", "dumb")).colour()).isFalse();
    }

    @Test
    void style_shouldDrawWithAscii_whereTheLocaleKnowsNoOther() {
        assertThat(style(true, true, Map.of()).glyphs()).isEqualTo(Glyphs.UNICODE);
        assertThat(style(true, true, Map.of("LANG", "de_DE.utf8")).glyphs()).isEqualTo(Glyphs.UNICODE);
        assertThat(style(true, true, Map.of("LANG", "C")).glyphs()).isEqualTo(Glyphs.ASCII);
        assertThat(style(true, true, Map.of("LANG", "en_US.UTF-8", "LC_ALL", "POSIX"))
                        .glyphs())
                .isEqualTo(Glyphs.ASCII);
    }
}
