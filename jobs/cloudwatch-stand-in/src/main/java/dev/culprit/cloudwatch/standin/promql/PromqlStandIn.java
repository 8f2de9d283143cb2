package dev.culprit.cloudwatch.standin.promql;

import com.sun.net.httpserver.HttpServer;
import dev.culprit.cloudwatch.standin.CloudWatchStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One of Amazon's services that answer PromQL, on a port of this machine. */
public final class PromqlStandIn implements AutoCloseable {
    /** The one user, who signs by {@link #SECRET}. */
    public static final String USER = "AKIASTANDIN";

    public static final String SECRET = "stand-in";

    static {
        // Else each answer waits 40 ms for a packet that acknowledges its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, work -> {
        Thread thread = new Thread(work, "promql-stand-in");
        thread.setDaemon(true);
        return thread;
    });
    private final SeriesStore store = new SeriesStore();
    private final PromqlService service;
    private final String prefix;

    private PromqlStandIn(ServiceRules rules, String region, int port) {
        service = new PromqlService(rules, region, store);
        prefix = rules.prefix();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException("port " + port + " cannot be served: try another", failure);
        }
        server.createContext("/", service);
        server.setExecutor(threads);
        server.start();
    }

    /** CloudWatch in a region, with its own limits. */
    public static PromqlStandIn cloudWatch(String region, int port) {
        return cloudWatch(region, ServiceLimits.CLOUDWATCH, port);
    }

    public static PromqlStandIn cloudWatch(String region, ServiceLimits limits, int port) {
        return new PromqlStandIn(ServiceRules.cloudWatch(limits), region, port);
    }

    /** A workspace of Managed Service for Prometheus. */
    public static PromqlStandIn workspace(String region, String id, int port) {
        return workspace(region, id, ServiceLimits.WORKSPACE, port);
    }

    public static PromqlStandIn workspace(String region, String id, ServiceLimits limits, int port) {
        return new PromqlStandIn(ServiceRules.workspace(id, limits), region, port);
    }

    /** Lets in only those who have assumed a role there. */
    public void onlyRolesOf(CloudWatchStandIn sts) {
        service.onlyRolesOf(sts);
    }

    public PromqlHabits habits() {
        return service.habits();
    }

    /** The service's address, as {@code endpoint} of the configuration: a workspace's path is not in it. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Below which {@code api/v1} is. */
    public String url() {
        return endpoint() + prefix;
    }

    public SeriesStore store() {
        return store;
    }

    public QueryBill bill() {
        return service.bill();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
