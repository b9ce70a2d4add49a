package dev.cairn.local.simulation;

import dev.cairn.core.event.Event;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.run.RunKey;
import java.util.List;

/** Those who watch, behind the gate: what is told them may come too late or never, and nothing else goes by that. */
final class FaultyEvents implements EventSink {
    private static final Site COMMITTED = new Site(Site.Port.EVENTS, "committed");

    private final Gate gate;
    private final Witness witness;
    private final Tally tally;

    FaultyEvents(Gate gate, Witness witness, Tally tally) {
        this.gate = gate;
        this.witness = witness;
        this.tally = tally;
    }

    /** The world's models do not stream. */
    @Override
    public void delta(RunKey run, long seq, String author, String text) {}

    @Override
    public void committed(RunKey run, List<Event> events) {
        gate.pass(COMMITTED, () -> {
            tally.count("events pushed", events.size());
            witness.told(run, events);
            return true;
        });
    }

    @Override
    public void lost(RunKey run, String what, RuntimeException cause) {
        tally.count("pushes lost");
    }
}
