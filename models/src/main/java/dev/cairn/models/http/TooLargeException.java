package dev.cairn.models.http;

import java.io.IOException;

/** A response is longer than is read. */
public final class TooLargeException extends IOException {
    TooLargeException(long most) {
        super("the response is longer than " + most + " bytes");
    }
}
