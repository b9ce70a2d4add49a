package dev.cairn.models.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** Refuses to give more once the time is up, however steadily more comes. */
public final class TimedStream extends FilterInputStream {
    private final BooleanSupplier timeIsUp;

    public TimedStream(InputStream in, BooleanSupplier timeIsUp) {
        super(in);
        this.timeIsUp = timeIsUp;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        check();
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        check();
        return read;
    }

    private void check() throws TooLateException {
        if (timeIsUp.getAsBoolean()) {
            throw new TooLateException();
        }
    }
}
