package dev.cairn.local.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A history that follows from one number: its setting, its faults, who is when where, and what people do. */
final class Weather {
    /** Faults of which a history has some kinds more often than others. */
    private static final List<Fault> KINDS = List.of(
            Fault.CRASH_BEFORE,
            Fault.CRASH_AFTER,
            Fault.KILL_BEFORE,
            Fault.KILL_AFTER,
            Fault.TIMEOUT_BEFORE,
            Fault.TIMEOUT_AFTER,
            Fault.THROTTLE,
            Fault.HANG,
            Fault.REFUSE,
            Fault.CLOCK_JUMP);

    private final Random random;

    static List<Fault> kinds() {
        return KINDS;
    }

    private Weather(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    }

    static World of(long seed) {
        return of(seed, Setting::self);
    }

    /** @param change what is other than the seed says */
    static World of(long seed, UnaryOperator<Setting> change) {
        Weather weather = new Weather(seed);
        Setting setting = change.apply(weather.setting());
        Luck luck =
                new Luck(new Random(seed ^ 0x5DEECE66DL), weather.some(2, 8), weather.some(4, 30), weather.some(2, 25));
        return new World(setting, luck, weather.chooser(), weather.faults(setting.local()));
    }

    /** The same, with a few bytes that flip in what was committed. */
    static World rotting(long seed) {
        Weather weather = new Weather(seed);
        Setting setting = weather.setting();
        Luck luck = Luck.none(new Random(seed ^ 0x5DEECE66DL));
        Random dice = new Random(weather.random.nextLong());
        return new World(setting, luck, weather.chooser(), (number, site) -> {
            int roll = dice.nextInt(1000);
            return roll < 6 ? Fault.FLIP : roll < 12 ? Fault.CRASH_AFTER : Fault.NONE;
        });
    }

    /** Mostly none, else up to so much. */
    private int some(int oneIn, int most) {
        return random.nextInt(oneIn) == 0 ? 1 + random.nextInt(most) : 0;
    }

    private Setting setting() {
        boolean local = random.nextInt(3) == 0;
        return new Setting(
                script(),
                List.of("always", "never", "on_stall").get(random.nextInt(3)),
                random.nextInt(2),
                random.nextInt(4) == 0 ? Duration.ofHours(3) : Duration.ofDays(7),
                random.nextInt(4) == 0 ? 2 : Setting.FOR_GOOD,
                random.nextInt(5) == 0 ? 990 + random.nextInt(10) : 0,
                local,
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }

    private Script script() {
        List<Script.Round> rounds = new ArrayList<>();
        for (int round = random.nextInt(4); round >= 0; round--) {
            rounds.add(random.nextInt(4) == 0 ? Script.Round.STUCK : Script.Round.TURN);
        }
        List<String> tools = new ArrayList<>(List.of("compute", "publish", "ask_person"));
        Collections.shuffle(tools, random);
        return new Script(
                rounds, tools.subList(0, random.nextInt(3)), random.nextInt(4) == 0 ? 4 + random.nextInt(4) : 0);
    }

    private Turns.Chooser chooser() {
        int stays = 50 + random.nextInt(50);
        Random order = new Random(random.nextLong());
        return (count, mayStay) -> mayStay && order.nextInt(100) < stays ? 0 : order.nextInt(count);
    }

    /** A few kinds at a low rate, or throttling alone at any rate from 1 to 90 %. */
    private FaultPlan faults(boolean local) {
        Random dice = new Random(random.nextLong());
        if (random.nextInt(8) == 0) {
            int rate = 1 + random.nextInt(90);
            return (number, site) -> dice.nextInt(100) < rate ? Fault.THROTTLE : Fault.NONE;
        }
        List<Fault> kinds = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            kinds.add(KINDS.get(random.nextInt(KINDS.size())));
        }
        int perMille = 2 + random.nextInt(60);
        return (number, site) -> {
            if (dice.nextInt(1000) >= perMille) {
                return Fault.NONE;
            }
            Fault fault = kinds.get(dice.nextInt(kinds.size()));
            // Only a local process takes everything with it; in the cloud an invocation dies alone.
            return switch (fault) {
                case KILL_BEFORE -> local ? fault : Fault.CRASH_BEFORE;
                case KILL_AFTER -> local ? fault : Fault.CRASH_AFTER;
                default -> fault;
            };
        };
    }
}
