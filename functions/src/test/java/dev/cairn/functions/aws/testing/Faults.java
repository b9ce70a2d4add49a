package dev.cairn.functions.aws.testing;

/** What befalls requests on their way. */
@FunctionalInterface
public interface Faults {
    Faults NONE = request -> Fault.NONE;

    /** Asked once for each request, in the order in which they come. */
    Fault next(Request request);

    /**
     * A request as it comes by.
     *
     * @param target of DynamoDB the operation, as its header says it; of S3 empty
     */
    record Request(String method, String path, String target) {
        public boolean isDynamo() {
            return !target.isEmpty();
        }

        public boolean isTransaction() {
            return target.endsWith(".TransactWriteItems");
        }
    }

    /** One of them. */
    enum Fault {
        NONE,
        /** Refused for there being too many; without effect. */
        THROTTLED,
        /** A transaction that met another on the same items; without effect. Anything else is throttled. */
        CONFLICT,
        /** 500 without effect. */
        FAILED,
        /** 500 after effect. */
        FAILED_AFTER,
        /** The connection breaks before the request has effect. */
        BROKEN,
        /** The connection breaks after the request had effect. */
        BROKEN_AFTER,
        /** The request has its effect, and no answer ever comes. */
        SILENT_AFTER
    }
}
