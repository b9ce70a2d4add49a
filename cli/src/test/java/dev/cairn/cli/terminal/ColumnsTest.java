package dev.cairn.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void width_shouldCountWhatATerminalShows() {
        assertThat(Columns.width("abc")).isEqualTo(3);
        assertThat(Columns.width("世界")).isEqualTo(4);
        assertThat(Columns.width("e\u0301")).isEqualTo(1);
        assertThat(Columns.width("👍")).isEqualTo(2);
    }

    @Test
    void wrap_shouldBreakAtSpaces_andKeepEveryWord() {
        assertThat(Columns.wrap("the quick brown fox jumps", 10)).containsExactly("the quick", "brown fox", "jumps");
        assertThat(Columns.wrap("", 10)).containsExactly("");
        assertThat(Columns.wrap("a\n\nb", 10)).containsExactly("a", "", "b");
    }

    @Test
    void wrap_shouldHangAList() {
        assertThat(Columns.wrap("- collect the power draw", 14)).containsExactly("- collect the", "  power draw");
        assertThat(Columns.wrap("12. collect power", 12)).containsExactly("12. collect", "    power");
    }

    @Test
    void wrap_shouldBreakAWordThatIsLongerThanALine_andLoseNothing() {
        var lines = Columns.wrap("see " + "x".repeat(25) + " end", 10);
        assertThat(lines).allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(10));
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo("see" + "x".repeat(25) + "end");
    }

    @Test
    void cut_shouldFit_ellipsisIncluded() {
        assertThat(Columns.cut("abcdef", 4, Glyphs.UNICODE)).isEqualTo("abc…");
        assertThat(Columns.cut("abcd", 4, Glyphs.UNICODE)).isEqualTo("abcd");
    }

    @Test
    void table_shouldStayInItsWidth_byWrappingCellsAndNeverIds() {
        Table table = new Table("run", "task").whole(0);
        table.row("run-0123456789abcdef", "a task that is far too long to stand beside it on one line");
        assertThat(table.lines(50, Style.PLAIN))
                .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(50))
                .anySatisfy(line -> assertThat(line).startsWith("run-0123456789abcdef  a task"));
    }

    @Test
    void box_shouldHaveStraightEdges_whateverIsInIt() {
        var lines = Box.around("Plan", "- a 世界 step\n- \u001b[2Jclear\n- " + "long ".repeat(30), 40, Style.PLAIN);
        assertThat(lines).allSatisfy(line -> assertThat(Columns.width(line)).isEqualTo(40));
        assertThat(String.join("\n", lines)).contains("^[[2Jclear").doesNotContain("\u001b");
    }
}
