package dev.cairn.local.simulation;

/** Which fault befalls which call. */
@FunctionalInterface
interface FaultPlan {
    FaultPlan NONE = (number, site) -> Fault.NONE;

    /** @param number of the call in its history, from 1 */
    Fault at(int number, Site site);
}
