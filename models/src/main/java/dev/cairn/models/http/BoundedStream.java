package dev.cairn.models.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to give more than so many bytes. */
final class BoundedStream extends FilterInputStream {
    private final long most;
    private long given;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int bytes) throws TooLargeException {
        given += bytes;
        if (given > most) {
            throw new TooLargeException(most);
        }
    }
}
