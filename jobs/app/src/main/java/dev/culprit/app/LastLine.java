package dev.culprit.app;

import java.io.OutputStream;
import java.io.PrintStream;

/** Standard error up to its last line: what others print after it, who do not know that all is over, is dropped. */
final class LastLine extends OutputStream {
    private final PrintStream err;
    private boolean isPrinted;

    LastLine(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void write(int one) {
        if (!isPrinted) {
            err.write(one);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        if (!isPrinted) {
            err.write(bytes, from, length);
        }
    }

    @Override
    public synchronized void flush() {
        err.flush();
    }

    /** Prints the line, after which there is nothing. */
    synchronized void print(byte[] line) {
        err.write(line, 0, line.length);
        err.flush();
        isPrinted = true;
    }
}
