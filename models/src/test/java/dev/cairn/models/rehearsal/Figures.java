package dev.cairn.models.rehearsal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Everything that follows for one model from the researcher's tables, exactly. */
record Figures(Map<String, String> conditions, Map<String, String> training, Map<String, String> inference) {
    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final BigDecimal DAY = new BigDecimal(24);
    private static final BigDecimal MILLION = new BigDecimal(1_000_000);
    private static final BigDecimal SECONDS = new BigDecimal(3600);
    private static final BigDecimal KILO = new BigDecimal(1000);

    /** What a cell must show; empty for a column that holds no figure. */
    Optional<String> expected(String title, String column) {
        return switch (topic(title, column) + ": " + column.replaceFirst("^[^,]*, (?=energy|CO2|time)", "")) {
            case "day: GPU + host", "day: Mean power" -> shown(trainingWatts(), 0, " W");
            case "day: Machine", "day: Energy, machine", "day: machine" ->
                shown(kw(trainingWatts()).multiply(DAY), 2, " kWh");
            case "day: With PUE", "day: Energy with PUE", "day: energy" -> shown(dayEnergy(), 2, " kWh");
            case "day: CO2" -> shown(co2(dayEnergy()), 2, " kg");
            case "full: Time", "full: time" -> shown(fullHours(), 1, " h");
            case "full: Energy", "full: energy" -> shown(fullEnergy(), 2, " kWh");
            case "full: CO2" -> shown(co2(fullEnergy()), 2, " kg");
            case "full: Done in 24 h" -> shown(DAY.divide(fullHours(), EXACT).movePointRight(2), 0, " %");
            case "inference: Time" -> shown(inferenceHours(), 2, " h");
            case "inference: Energy", "inference: energy" -> shown(inferenceEnergy(), 3, " kWh");
            case "inference: CO2" -> shown(co2(inferenceEnergy()), 3, " kg");
            case "inference: As much as 24 h of training" -> {
                BigDecimal millions = dayEnergy().divide(inferenceEnergy(), EXACT);
                yield shown(millions, millions.compareTo(BigDecimal.TEN) < 0 ? 1 : 0, " million");
            }
            case "inputs: Throughput" -> Optional.of(cell(training, "Throughput"));
            case "inputs: Mean GPU power" -> Optional.of(cell(training, "Mean GPU power"));
            default -> Optional.empty();
        };
    }

    private static String topic(String title, String column) {
        String both = column.contains(", ") && !column.startsWith("Energy") ? column : title;
        String words = both.toLowerCase(Locale.ROOT);
        if (words.contains("full")) {
            return "full";
        }
        if (words.contains("million items")) {
            return "inference";
        }
        return words.contains("24 h") ? "day" : "inputs";
    }

    BigDecimal trainingWatts() {
        return number(cell(training, "Mean GPU power")).add(condition("Host power"));
    }

    BigDecimal dayEnergy() {
        return kw(trainingWatts()).multiply(DAY).multiply(condition("PUE"));
    }

    BigDecimal fullHours() {
        BigDecimal items = number(cell(training, "Items")).multiply(MILLION);
        return items.divide(number(cell(training, "Throughput")), EXACT).divide(SECONDS, EXACT);
    }

    BigDecimal fullEnergy() {
        return kw(trainingWatts()).multiply(fullHours()).multiply(condition("PUE"));
    }

    BigDecimal inferenceHours() {
        return MILLION.divide(number(cell(inference, "Throughput")), EXACT).divide(SECONDS, EXACT);
    }

    BigDecimal inferenceEnergy() {
        BigDecimal watts = number(cell(inference, "Mean GPU power")).add(condition("Host power"));
        return kw(watts).multiply(inferenceHours()).multiply(condition("PUE"));
    }

    BigDecimal co2(BigDecimal kwh) {
        return kwh.multiply(condition("Grid intensity"));
    }

    private BigDecimal condition(String begin) {
        return conditions.entrySet().stream()
                .filter(row -> row.getKey().startsWith(begin))
                .map(row -> number(row.getValue()))
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal kw(BigDecimal watts) {
        return watts.divide(KILO, EXACT);
    }

    static String cell(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }

    /** The number that a cell begins with. */
    static BigDecimal number(String cell) {
        return new BigDecimal(cell.replace(",", "").replaceFirst("^([0-9.]+).*$", "$1"));
    }

    private static Optional<String> shown(BigDecimal value, int decimals, String unit) {
        return Optional.of(value.setScale(decimals, RoundingMode.HALF_UP).toPlainString() + unit);
    }
}
