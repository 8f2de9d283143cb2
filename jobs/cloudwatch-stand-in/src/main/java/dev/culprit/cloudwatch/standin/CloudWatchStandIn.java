package dev.culprit.cloudwatch.standin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * CloudWatch and STS on a port of this machine, as far as a reader of metrics uses them, and as strict as they are. What it
 * refuses and what it leaves out is in the description of the package.
 */
public final class CloudWatchStandIn implements AutoCloseable {
    /** A user of {@link Site#DEFAULT}'s account that is always there. */
    public static final String USER = "AKIASTANDIN";

    static {
        // Without it every answer waits 40 ms for an acknowledgement; read once, when the first server is made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread worker = new Thread(work, "cloudwatch-stand-in");
        worker.setDaemon(true);
        return worker;
    });
    private final Identities identities;
    private final Service service;

    private CloudWatchStandIn(Builder builder) {
        identities = new Identities(builder.callersClock);
        identities.user(USER, Site.DEFAULT.account());
        service = new Service(builder.clock, identities, builder.quotas);
        service.store(Site.DEFAULT);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), builder.port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException("port " + builder.port + " cannot be served: try another", failure);
        }
        server.createContext("/", service);
        server.setExecutor(workers);
        server.start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What can be set before the start. */
    public static final class Builder {
        private Clock clock = Clock.systemUTC();
        private Clock callersClock = Clock.systemUTC();
        private int port;
        private @Nullable Quotas quotas;

        private Builder() {}

        /** What the service takes for now: which metrics it lists and what it still keeps. The system's if not set. */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /** What signatures and sessions are judged by, which callers date by their own system's clock. */
        public Builder callersClock(Clock value) {
            callersClock = value;
            return this;
        }

        /** Any free port if not set. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /**
         * Throttles each site beyond so much in a second; nothing is throttled if not set.
         *
         * @param time that passes for the quotas: the system's clock or a fake one
         * @param calls of GetMetricData
         * @param points of GetMetricData's answers
         * @param listings calls of ListMetrics
         */
        public Builder quotas(Clock time, double calls, double points, double listings) {
            quotas = new Quotas(time, calls, points, listings);
            return this;
        }

        public CloudWatchStandIn start() {
            return new CloudWatchStandIn(this);
        }
    }

    /** For {@code endpointOverride} of CloudWatch's client and of STS's. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The metrics of {@link Site#DEFAULT}. */
    public MetricStore store() {
        return store(Site.DEFAULT);
    }

    /** The metrics of the site, which callers may ask for from now on. */
    public MetricStore store(Site site) {
        return service.store(site);
    }

    /** Adds what the files of a metric stream below the folder hold to the sites that its records name. */
    public CloudWatchStandIn load(Path folder) {
        return load(new Recording(folder));
    }

    /** The same of what was read before. */
    public CloudWatchStandIn load(Recording recording) {
        recording.each(entry -> store(entry.site()).replace(entry));
        return this;
    }

    /** Lets the key in, with any secret. */
    public CloudWatchStandIn user(String accessKey, String account) {
        identities.user(accessKey, account);
        return this;
    }

    /**
     * Lets every user assume the role, which reads the metrics of its ARN's account.
     *
     * @param externalId that has to be named, or null
     */
    public CloudWatchStandIn role(String arn, @Nullable String externalId) {
        identities.role(new Identities.Role(arn, externalId));
        return this;
    }

    /** Makes one a monitoring account that sees the other's metrics. */
    public CloudWatchStandIn link(String monitoringAccount, String sourceAccount) {
        service.link(monitoringAccount, sourceAccount);
        return this;
    }

    /** Ends the sessions of all roles; they can be assumed anew. */
    public void expireSessions() {
        identities.expireSessions();
    }

    /** By what a session signs that has assumed a role; null where there is none, or it has ended. */
    public @Nullable String sessionSecret(String accessKey, String token) {
        return identities.secret(accessKey, token);
    }

    public Faults faults() {
        return service.faults();
    }

    public Billing billing() {
        return service.billing();
    }

    List<Site> sites() {
        return service.sites();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
