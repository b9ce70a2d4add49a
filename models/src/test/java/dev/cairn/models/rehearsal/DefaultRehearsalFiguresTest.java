package dev.cairn.models.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.models.Environment;
import dev.cairn.models.http.Patience;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Computes every figure of the script again from the figures that the researcher gives. */
class DefaultRehearsalFiguresTest {
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(?:\\.\\d+)?");
    private static final Pattern NAMES =
            Pattern.compile("ResNet-50|GPT-2|CO2|Standard_NC6s_v3|ImageNet-1k|^\\d\\.|```", Pattern.MULTILINE);

    private final Map<String, String> computed = new LinkedHashMap<>();
    private final Map<String, Figures> figures = new LinkedHashMap<>();
    private String code = "";

    @BeforeEach
    void play() {
        RehearsalProvider rehearsal = new RehearsalProvider(new Environment(Map.of()), new Patience());
        Play play = new Play(rehearsal, "default");
        play.plan(Purpose.FACTS, Purpose.PLAN);
        partial(play, rehearsal);
        for (int round = 0; round < 4; round++) {
            play.round();
            partial(play, rehearsal);
        }
        play.says("manager", Purpose.ANSWER, "");
        List<String> inputs = texts(play, "researcher");
        MarkdownTable conditions = MarkdownTable.in(inputs.getFirst()).getFirst();
        MarkdownTable training = MarkdownTable.in(inputs.getFirst()).get(1);
        MarkdownTable inference = MarkdownTable.in(inputs.get(1)).getFirst();
        Map<String, String> values = conditions.rows().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, row -> row.getValue().get("Value")));
        training.rows()
                .forEach((model, row) -> figures.put(
                        model,
                        new Figures(
                                values,
                                row,
                                Objects.requireNonNull(inference.rows().get(model)))));
        play.texts().forEach((when, text) -> {
            if (when.startsWith("coder") || when.contains("answer")) {
                computed.put(when, text);
            }
        });
        String coder = texts(play, "coder").getFirst();
        code = coder.substring(coder.indexOf("```python"), coder.lastIndexOf("```"));
    }

    private void partial(Play play, RehearsalProvider rehearsal) {
        computed.put(
                "partial answer " + computed.size(),
                rehearsal
                        .call(play.asked("manager", Purpose.PARTIAL_ANSWER), piece -> {})
                        .text());
    }

    private static List<String> texts(Play play, String caller) {
        return play.texts().entrySet().stream()
                .filter(text -> text.getKey().startsWith(caller))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Test
    void tables_shouldShowWhatFollowsFromTheInputs_inEveryCell() {
        int checked = 0;
        for (Map.Entry<String, String> text : computed.entrySet()) {
            for (MarkdownTable table : MarkdownTable.in(text.getValue())) {
                assertThat(table.rows().keySet()).as(table.title()).isEqualTo(figures.keySet());
                for (Map.Entry<String, Map<String, String>> row : table.rows().entrySet()) {
                    for (Map.Entry<String, String> cell : row.getValue().entrySet()) {
                        var expected = figures(row.getKey()).expected(table.title(), cell.getKey());
                        String place =
                                text.getKey() + ", " + table.title() + ", " + row.getKey() + ", " + cell.getKey();
                        if (expected.isPresent()) {
                            assertThat(cell.getValue()).as(place).startsWith(expected.get());
                            checked++;
                        } else {
                            assertThat(cell.getKey()).as(place).isIn("Dataset", "Item");
                        }
                    }
                }
            }
        }
        assertThat(checked).isGreaterThan(90);
    }

    @Test
    void prose_shouldNameNoFigure_thatIsNeitherGivenNorComputed() {
        Set<String> known = known();
        computed.forEach((when, text) -> numbers(prose(text))
                .forEach(
                        number -> assertThat(known).as(when + " says " + number).contains(number)));
    }

    @Test
    void code_shouldComputeWithTheResearchersFigures() {
        figures.forEach((model, row) -> {
            String line =
                    code.lines().filter(one -> one.contains(model)).findFirst().orElseThrow();
            List<String> values = numbers(line.substring(line.indexOf('(')));
            assertThat(values)
                    .as(model)
                    .containsExactly(
                            Figures.number(Figures.cell(row.training(), "Mean GPU power"))
                                    .toPlainString(),
                            Figures.number(Figures.cell(row.training(), "Throughput"))
                                    .toPlainString(),
                            Figures.number(Figures.cell(row.training(), "Items"))
                                    .toPlainString(),
                            "6");
        });
        assertThat(code).contains("host_w, pue, grid = 60, 1.18, 0.35");
    }

    /** Text without tables, code and the names that hold digits. */
    private static String prose(String text) {
        String outside = text.replaceAll("(?s)```.*?```", "")
                .lines()
                .filter(line -> !line.startsWith("|"))
                .collect(Collectors.joining("\n"));
        return NAMES.matcher(outside).replaceAll(" ");
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(number -> number.replaceAll(",$", ""))
                .toList();
    }

    private Figures figures(String model) {
        return Objects.requireNonNull(figures.get(model), model);
    }

    private Set<String> known() {
        // 24 hours, one million items, 3,600 seconds an hour.
        Set<String> known = new HashSet<>(Set.of("24", "1,000,000", "3,600"));
        figures.values().forEach(one -> {
            known.addAll(numbers(one.conditions().toString()));
            known.addAll(numbers(one.training().toString()));
            known.addAll(numbers(one.inference().toString()));
            for (String title : List.of("24 hours", "full", "million items")) {
                for (String column : List.of(
                        "Machine",
                        "With PUE",
                        "Energy",
                        "CO2",
                        "Time",
                        "Done in 24 h",
                        "As much as 24 h of training")) {
                    one.expected(title, column).ifPresent(cell -> known.addAll(numbers(cell)));
                }
            }
        });
        BigDecimal gpt2 = figures("GPT-2").inferenceEnergy();
        for (String other : List.of("ResNet-50", "BERT-base")) {
            known.add(gpt2.divide(figures(other).inferenceEnergy(), 0, RoundingMode.HALF_UP)
                    .toPlainString());
        }
        return known;
    }
}
