package dev.cairn.local.simulation;

/**
 * Where a call goes.
 *
 * @param what the operation, for the story that a failure tells
 */
record Site(Port port, String what) {
    private static final String PUT = "put ";

    enum Port {
        BLOBS,
        INDEX,
        MODEL,
        TOOLS,
        EXECUTIONS,
        EVENTS
    }

    static Site ofPut(String folder) {
        return new Site(Port.BLOBS, PUT + folder);
    }

    boolean putsAnObject() {
        return port == Port.BLOBS && what.startsWith(PUT);
    }

    @Override
    public String toString() {
        return port + "." + what;
    }
}
