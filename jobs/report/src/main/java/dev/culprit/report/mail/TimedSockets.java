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
import org.jspecify.annotations.Nullable;

/**
 * Makes the mail library's sockets, and closes them when the time for a mail is up. The time limits of sockets themselves
 * begin anew with every byte, so that a server that says one a minute would be listened to for ever.
 */
final class TimedSockets extends SocketFactory {
    /** Null before the first mail. */
    private volatile @Nullable Limit current;

    /** A mail's time, from its making on. */
    static final class Limit implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();
        private final CompletableFuture<Void> alarm;
        private boolean over;

        private Limit(Duration time) {
            alarm = CompletableFuture.runAsync(
                    this::end, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
        }

        /** Whether time was up before the mail was through. */
        synchronized boolean isOver() {
            return over;
        }

        private synchronized void end() {
            over = true;
            sockets.forEach(TimedSockets::close);
        }

        private synchronized void guard(Socket socket) {
            sockets.add(socket);
            if (over) {
                TimedSockets.close(socket);
            }
        }

        /** The mail is through, or given up. */
        @Override
        public void close() {
            alarm.cancel(false);
        }
    }

    /** One at a time: sockets made from now on are this mail's. */
    Limit limit(Duration time) {
        Limit limit = new Limit(time);
        current = limit;
        return limit;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
        Limit limit = current;
        if (limit != null) {
            limit.guard(socket);
        }
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
