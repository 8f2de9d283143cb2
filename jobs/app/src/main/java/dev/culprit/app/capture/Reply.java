package dev.culprit.app.capture;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** An answer whose body has yet to be read. */
interface Reply extends AutoCloseable {
    /** The body, decompressed. */
    InputStream body();

    /** What the body claims to be, where that is told. */
    @Nullable
    String contentType();

    /** To be called behind the last byte: some senders tell only then that the body is not whole. */
    void finish() throws IOException;

    @Override
    void close();
}
