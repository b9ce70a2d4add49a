package dev.cairn.models.http;

import java.io.IOException;

/** A response did not end in time. */
public final class TooLateException extends IOException {
    TooLateException() {
        super("the response did not end in time");
    }
}
