package dev.cairn.core.request;

/** Where a request stands; all but PENDING are final. */
public enum RequestStatus {
    PENDING,
    ANSWERED,
    EXPIRED,
    CANCELLED
}
