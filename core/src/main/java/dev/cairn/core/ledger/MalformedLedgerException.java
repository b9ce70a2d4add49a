package dev.cairn.core.ledger;

import dev.cairn.core.error.CairnException;

/** A manager's answer that is no progress ledger; the message tells the model what was wrong. */
public final class MalformedLedgerException extends CairnException {
    private final String fault;

    public MalformedLedgerException(String fault) {
        super(fault);
        this.fault = fault;
    }

    public String fault() {
        return fault;
    }
}
