package dev.culprit.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.SparkSession;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** A front end of our own: Jupyter's protocol over ZeroMQ, to a kernel that runs on a thread of this JVM. */
final class Client implements AutoCloseable {
    private static final String KEY = "a-key-of-the-test";
    private static final int PATIENCE_MILLIS = 60_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ZContext context = new ZContext();
    private final Socket shell;
    private final Socket control;
    private final Socket published;
    private final CompletableFuture<Void> kernel;

    private Client(List<Integer> ports, CompletableFuture<Void> kernel) {
        this.kernel = kernel;
        shell = socket(SocketType.DEALER, ports.get(0));
        control = socket(SocketType.DEALER, ports.get(1));
        published = socket(SocketType.SUB, ports.get(2));
        published.subscribe(new byte[0]);
    }

    private Socket socket(SocketType type, int port) {
        Socket socket = context.createSocket(type);
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
        socket.connect("tcp://127.0.0.1:" + port);
        return socket;
    }

    static Client of(SparkSession spark) throws IOException {
        List<Integer> ports = freePorts(5);
        String connectionFile =
                """
                {"ip": "127.0.0.1", "transport": "tcp", "signature_scheme": "hmac-sha256", "key": "%s", "kernel_name": "culprit",
                 "shell_port": %d, "control_port": %d, "iopub_port": %d, "stdin_port": %d, "hb_port": %d}
                """.formatted(KEY, ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
        CompletableFuture<Void> kernel = CompletableFuture.runAsync(() -> {
            try {
                Kernel.serve(() -> spark, connectionFile);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        Client client = new Client(ports, kernel);
        client.waitUntilReady();
        return client;
    }

    /**
     * What is published before a subscription has reached the kernel is lost, and nothing tells when it has: as
     * Jupyter's own clients do, asks until an answer is seen there too.
     */
    private void waitUntilReady() throws IOException {
        published.setReceiveTimeOut(250);
        for (int waited = 0; waited < PATIENCE_MILLIS && !kernel.isDone(); waited += 250) {
            send(shell, "kernel_info_request", "{}");
            if (published.recvStr() != null) {
                published.setReceiveTimeOut(PATIENCE_MILLIS);
                return;
            }
        }
        throw new AssertionError("the kernel publishes nothing: " + kernel);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    /** @param publications what the kernel said to everybody while it did what was asked */
    record Reply(JsonNode content, List<Message> publications) {
        JsonNode published(String type) {
            return publications.stream()
                    .filter(message -> message.type().equals(type))
                    .map(Message::content)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + type + " in " + publications));
        }
    }

    private record Message(String type, String parent, JsonNode content) {}

    Reply ask(String type, String content) throws IOException {
        String id = send(shell, type, content);
        return reply(id);
    }

    Reply execute(String cell) throws IOException {
        return ask("execute_request", cellRequest(cell));
    }

    /** Runs a cell and interrupts it as soon as the kernel says that it runs. */
    Reply interrupt(String cell) throws IOException {
        String id = send(shell, "execute_request", cellRequest(cell));
        for (Message message = receive(published);
                !(message.parent().equals(id) && message.type().equals("execute_input")); ) {
            message = receive(published);
        }
        send(control, "interrupt_request", "{}");
        return reply(id);
    }

    private static String cellRequest(String cell) throws IOException {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("code", cell)
                .put("silent", false)
                .put("store_history", true)
                .put("allow_stdin", false)
                .put("stop_on_error", true)
                .set("user_expressions", JSON.createObjectNode()));
    }

    private Reply reply(String id) throws IOException {
        List<Message> publications = new ArrayList<>();
        Message answer = receive(shell);
        while (!answer.parent().equals(id)) {
            answer = receive(shell);
        }
        while (true) {
            Message message = receive(published);
            if (message.parent().equals(id)) {
                publications.add(message);
                if (message.content().path("execution_state").asText().equals("idle")) {
                    return new Reply(answer.content(), publications);
                }
            }
        }
    }

    private String send(Socket socket, String type, String content) {
        String id = UUID.randomUUID().toString();
        String header = """
                {"msg_id": "%s", "session": "test", "username": "test", "date": "2026-11-16T00:00:00.000000Z", "msg_type": "%s", "version": "5.3"}""".formatted(id, type);
        socket.sendMore("<IDS|MSG>");
        socket.sendMore(signature(header + "{}{}" + content));
        socket.sendMore(header);
        socket.sendMore("{}");
        socket.sendMore("{}");
        socket.send(content);
        return id;
    }

    private static String signature(String parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(parts.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Message receive(Socket socket) throws IOException {
        String part = socket.recvStr();
        while (part != null && !part.equals("<IDS|MSG>")) {
            part = socket.recvStr();
        }
        if (part == null) {
            throw new AssertionError("the kernel does not answer");
        }
        socket.recvStr();
        String type = JSON.readTree(socket.recvStr()).get("msg_type").asText();
        JsonNode parent = JSON.readTree(socket.recvStr());
        socket.recvStr();
        return new Message(type, parent.path("msg_id").asText(), JSON.readTree(socket.recvStr()));
    }

    @Override
    public void close() {
        send(control, "shutdown_request", "{\"restart\": false}");
        kernel.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).join();
        context.close();
    }
}
