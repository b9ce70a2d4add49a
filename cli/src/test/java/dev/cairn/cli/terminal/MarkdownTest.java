package dev.cairn.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    private static final String TEXT = """
            # Result

            The **thriftiest** of the three is `ResNet-50`, by a margin that is wide enough to be sure of it.
            - first a point that goes on for longer than one line of this narrow screen can hold
              - and one below it

            | Model | kWh |
            |:--|--:|
            | ResNet-50 | 7.2 |
            | GPT-2 | 19.6 |
            ```python
            energy = power   *  hours   # exactly as written, however long this line of code may be
            ```
            1. done""";

    private static String render(String text, boolean colour, int width, int... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Screen screen = new Screen(
                new PrintStream(out, true, StandardCharsets.UTF_8), new Style(colour, Glyphs.UNICODE), width, true);
        Markdown markdown = new Markdown(screen, 2);
        int at = 0;
        for (int piece : pieces) {
            int end = Math.min(text.length(), at + piece);
            markdown.feed(text.substring(at, end));
            at = end;
        }
        markdown.feed(text.substring(at));
        markdown.finish();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void feed_shouldWrapProse_alignTables_andLeaveCodeAlone() {
        assertThat(render(TEXT, false, 50)).isEqualTo("""
                  # Result

                  The **thriftiest** of the three is `ResNet-50`,
                  by a margin that is wide enough to be sure of
                  it.
                  - first a point that goes on for longer than one
                    line of this narrow screen can hold
                    - and one below it

                  Model       kWh
                  ─────────  ────
                  ResNet-50   7.2
                  GPT-2      19.6
                  ```python
                    energy = power   *  hours   # exactly as written, however long this line of code may be
                  ```
                  1. done
                """);
    }

    @Test
    void feed_shouldGiveTheSame_howeverTheTextIsCut() {
        String whole = render(TEXT, true, 50);
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            int[] pieces = random.ints(200, 1, 9).toArray();
            assertThat(render(TEXT, true, 50, pieces)).isEqualTo(whole);
        }
    }

    @Test
    void feed_shouldTurnMarksIntoColours_whereThereAreColours() {
        assertThat(render("a **bold word** and `code`", true, 60))
                .isEqualTo("  a \u001b[1mbold\u001b[0m \u001b[1mword\u001b[0m and \u001b[36mcode\u001b[0m\n");
    }

    @Test
    void feed_shouldKeepColoursOfItsOwnOnly() {
        assertThat(render("x \u001b[31mred\u001b[0m", true, 60)).isEqualTo("  x ^[[31mred^[[0m\n");
    }

    @Test
    void feed_shouldGiveLinesWithBarsBackAsTheyCame_whenTheyAreNoTable() {
        assertThat(render("| just a bar\nx", false, 40)).isEqualTo("  | just a bar\n  x\n");
    }
}
