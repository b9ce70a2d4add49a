package dev.cairn.local.simulation;

import dev.cairn.core.port.ToolRunner;

/** Tools behind the gate: they run at least once, always under one key. */
final class FaultyTools implements ToolRunner {
    private final Gate gate;
    private final Bill bill;

    FaultyTools(Gate gate, Bill bill) {
        this.gate = gate;
        this.bill = bill;
    }

    @Override
    public Result run(Invocation invocation) {
        return gate.pass(new Site(Site.Port.TOOLS, invocation.tool().name()), () -> {
            int time = bill.toolRan(
                    invocation.idempotencyKey(), invocation.call().arguments().toString());
            return new Result("result " + time + " of " + invocation.tool().name(), false);
        });
    }
}
