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

/** An SMTP server on loopback that misbehaves as told. It serves one connection after the other. */
final class ScriptedServer implements AutoCloseable {
    /** Says what to answer; a null ends the connection, {@link #SILENCE} keeps it open without a word. */
    @FunctionalInterface
    interface Script {
        String answer(String line);
    }

    static final String SILENCE = "";
    private static final String HELLO = "(connected)";

    /** Every line that clients sent, bodies included. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;
    private final Script script;
    private boolean body;

    ScriptedServer(Script script) throws IOException {
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.script = script;
        Thread thread = new Thread(this::serve, "scripted smtp server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What a server says that takes everything. */
    static String usual(String line) {
        String command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        return line.equals(HELLO)
                ? "220 scripted"
                : switch (command) {
                    case "EHLO" -> "250 scripted";
                    case "DATA" -> "354 go on";
                    case "QUIT" -> "221 bye";
                    default -> "250 fine";
                };
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException gone) {
                // The test has ended, or the client has hung up: both are what tests are about.
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = client.getOutputStream();
        body = false;
        String line = HELLO;
        while (line != null) {
            String answer = body ? inBody(line) : script.answer(line);
            if (answer == null) {
                return;
            }
            if (!answer.isEmpty()) {
                out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                body = answer.startsWith("354");
            }
            line = in.readLine();
            if (line != null) {
                heard.add(line);
            }
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
