package dev.culprit.report.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An SMTP server on loopback that behaves and misbehaves as told. It serves one connection after the other. */
public final class ScriptedServer implements AutoCloseable {
    /** Says what to answer; a null ends the connection, {@link #SILENCE} keeps it open without a word. */
    @FunctionalInterface
    public interface Script {
        String answer(String line);
    }

    static final String SILENCE = "";
    /** A byte now and then, and never the end of the line. */
    static final String DRIP = "(drip)";

    private static final long BETWEEN_DROPS_MILLIS = 50;
    private static final String HELLO = "(connected)";

    /** Every line that clients sent, bodies included. */
    public final List<String> heard = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;
    private final Script script;
    private final SSLContext tls;
    private final boolean tlsAtOnce;
    private boolean body;

    ScriptedServer(Script script) throws IOException {
        this(script, null, false);
    }

    /**
     * @param tls null for none
     * @param tlsAtOnce from the first byte on, else after STARTTLS
     */
    public ScriptedServer(Script script, SSLContext tls, boolean tlsAtOnce) throws IOException {
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.script = script;
        this.tls = tls;
        this.tlsAtOnce = tlsAtOnce;
        Thread thread = new Thread(this::serve, "scripted smtp server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** What a server says that takes everything. */
    public static String usual(String line) {
        String command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        return line.equals(HELLO)
                ? "220 scripted"
                : switch (command) {
                    case "EHLO" -> "250 scripted";
                    case "STAR" -> "220 go on";
                    case "DATA" -> "354 go on";
                    case "QUIT" -> "221 bye";
                    default -> "250 fine";
                };
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(tlsAtOnce ? secured(client) : client, false);
            } catch (IOException gone) {
                // The test has ended, or the client has hung up: both are what tests are about.
            }
        }
    }

    private Socket secured(Socket client) throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.getSocketFactory().createSocket(client, "localhost", client.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private void converse(Socket client, boolean greeted) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = client.getOutputStream();
        body = false;
        String line = greeted ? next(in) : HELLO;
        while (line != null) {
            String answer = body ? inBody(line) : script.answer(line);
            if (answer == null) {
                return;
            }
            if (answer.equals(DRIP)) {
                drip(out);
            } else if (!answer.isEmpty()) {
                out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                body = answer.startsWith("354");
            }
            if (tls != null && line.equals("STARTTLS")) {
                converse(secured(client), true);
                return;
            }
            line = next(in);
        }
    }

    private String next(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line != null) {
            heard.add(line);
        }
        return line;
    }

    /** Until the client has hung up. */
    private static void drip(OutputStream out) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            out.write('2');
            out.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_DROPS_MILLIS));
        }
    }

    private String inBody(String line) {
        if (line.equals(".")) {
            body = false;
            return script.answer(line);
        }
        return script.answer("body") == null ? null : SILENCE;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
