package dev.culprit.report.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/**
 * Makes the mail library's sockets, and closes them when the time for a letter is up. The time limits of sockets themselves
 * begin anew with every byte, so that a server that says one a minute would be listened to for ever.
 */
final class TimedSockets extends SocketFactory {
    private final List<Socket> open = new ArrayList<>();
    private boolean closing;

    /** A letter's time, from its making on. */
    final class Limit implements AutoCloseable {
        private final CompletableFuture<Void> alarm;

        private Limit(Duration time) {
            alarm = CompletableFuture.runAsync(
                    TimedSockets.this::closeAll,
                    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
        }

        /** Whether time was up before {@link #close()}. */
        boolean isOver() {
            return alarm.isDone() && !alarm.isCancelled();
        }

        /** The letter is through, or given up. */
        @Override
        public void close() {
            alarm.cancel(false);
            synchronized (TimedSockets.this) {
                open.clear();
                closing = false;
            }
        }
    }

    /** One at a time. */
    Limit limit(Duration time) {
        return new Limit(time);
    }

    private synchronized void closeAll() {
        closing = true;
        open.forEach(TimedSockets::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public synchronized Socket createSocket() {
        Socket socket = new Socket();
        if (closing) {
            close(socket);
        }
        open.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connects();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connects();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connects();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw connects();
    }

    private static UnsupportedOperationException connects() {
        return new UnsupportedOperationException("the mail library connects sockets by itself");
    }
}
