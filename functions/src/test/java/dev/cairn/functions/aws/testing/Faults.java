package dev.cairn.functions.aws.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Decides what befalls requests on their way. */
@FunctionalInterface
public interface Faults {
    Faults NONE = request -> Fault.NONE;

    /** Asked once for each request, in the order in which they come. */
    Fault next(Request request);

    /** These, one after the other, on the requests that the predicate holds for; the others pass. */
    static Faults on(Predicate<Request> which, Fault... faults) {
        Queue<Fault> left = new ConcurrentLinkedQueue<>(List.of(faults));
        return request -> {
            Fault fault = which.test(request) ? left.poll() : null;
            return fault == null ? Fault.NONE : fault;
        };
    }

    /** This one, on every request that the predicate holds for. */
    static Faults always(Predicate<Request> which, Fault fault) {
        return request -> which.test(request) ? fault : Fault.NONE;
    }

    /**
     * A request as it comes by.
     *
     * @param query as it stands in the address; empty if there is none
     * @param target of DynamoDB the operation, as its header says it; of S3 empty
     * @param authorization whose it is, as its header says it; empty if it has none
     */
    record Request(String method, String path, String query, String target, String authorization, byte[] body) {
        public boolean isDynamo() {
            return !target.isEmpty();
        }

        /** Whether it is this operation of DynamoDB. */
        public boolean is(String operation) {
            return target.endsWith("." + operation);
        }
    }
}
