package dev.cairn.functions.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void text_shouldStayText() {
        assertThat(Html.text("<b a='1' b=\"2\">&amp;</b>").markup())
                .isEqualTo("&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;amp;&lt;/b&gt;");
        assertThat(Html.text("Zwei Zeilen:\r\n\u00e4\u6f22\ud83d\ude00\t.").markup())
                .isEqualTo("Zwei Zeilen:\n\u00e4\u6f22\ud83d\ude00\t.");
    }

    @Test
    void text_shouldShowWhatWouldHideOrTurnWords() {
        assertThat(Html.text("pay\u202e001\u2066 \u0000\u001b[0m\udb40\udc41").markup())
                .isEqualTo("pay[U+202E]001[U+2066] [U+0000][U+001B][0m[U+E0041]");
        assertThat(Html.text("half \ud83d of a pair").markup()).isEqualTo("half \ufffd of a pair");
    }

    @Test
    void exactly_shouldGiveBackWhatAPersonWrote() {
        assertThat(Html.exactly("a\u202eb </textarea>").markup()).isEqualTo("a\u202eb &lt;/textarea&gt;");
    }

    @Test
    void template_shouldNotLookForPlacesInWhatItIsGiven() {
        PageTemplate template = new PageTemplate("test", "<p>{{one}}{{two}}</p>");

        assertThat(template.fill(Map.of("one", Html.text("{{two}} $1 \\"), "two", Html.text("!")))
                        .markup())
                .isEqualTo("<p>{{two}} $1 \\!</p>");
        assertThatThrownBy(() -> template.fill(Map.of("one", Html.NONE))).hasMessageContaining("{{two}}");
        assertThatThrownBy(() -> template.fill(Map.of("one", Html.NONE, "two", Html.NONE, "six", Html.NONE)))
                .hasMessageContaining("no place");
    }
}
