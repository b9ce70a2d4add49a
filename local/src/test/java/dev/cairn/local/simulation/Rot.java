package dev.cairn.local.simulation;

import java.util.List;

/** Histories in which bytes of committed objects flip. */
final class Rot {
    private Rot() {}

    static World world(long seed) {
        return Weather.rotting(seed);
    }

    /** In words of Java alone, for those who loaded this class elsewhere. */
    static List<String> findings(long seed) {
        World world = world(seed);
        new History(world).play();
        return List.copyOf(world.findings().all());
    }
}
