package dev.cairn.local.simulation;

/**
 * Where a call goes.
 *
 * @param what the operation, for the story that a failure tells
 */
record Site(Port port, String what) {
    enum Port {
        BLOBS,
        INDEX,
        MODEL,
        TOOLS,
        EXECUTIONS,
        EVENTS
    }

    @Override
    public String toString() {
        return port + "." + what;
    }
}
