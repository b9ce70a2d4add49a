package dev.cairn.local.simulation;

import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;

/** A model behind the gate. A call that it answered is paid for, whoever learns of the answer. */
final class FaultyModel implements ModelClient {
    private final Gate gate;
    private final Bill bill;
    private final Script script;

    FaultyModel(Gate gate, Bill bill, Script script) {
        this.gate = gate;
        this.bill = bill;
        this.script = script;
    }

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        String hash = request.hash();
        return gate.pass(
                new Site(Site.Port.MODEL, request.purpose().word()),
                () -> script.answer(request, bill.modelCalled(hash)));
    }
}
