package dev.cairn.functions.aws.testing;

/** What befalls a request on its way. */
public sealed interface Fault {
    Fault NONE = new Passed();

    /** Nothing does. */
    record Passed() implements Fault {}

    /** The service says no, before it did what was asked or, untruly, after. */
    record Refused(Refusal refusal, boolean after) implements Fault {}

    /** The answer is a 200 with this body, and nothing is done. */
    record Said(String body) implements Fault {}

    /** The connection breaks, before the request has its effect or after. */
    record Broken(boolean after) implements Fault {}

    /** The request has its effect, and no answer ever comes. */
    record Silent() implements Fault {}
}
