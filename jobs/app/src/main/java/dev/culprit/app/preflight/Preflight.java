package dev.culprit.app.preflight;

import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.report.mail.MailSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * Everything that a command needs, looked at before it begins. Faults of all its jobs are told at once; nothing is written, and
 * nothing is asked that is billed.
 */
public final class Preflight {
    private final Paths paths;
    private final Set<String> faults = new LinkedHashSet<>();
    private final List<CulpritException> failures = new ArrayList<>();

    public Preflight(Configuration hadoop) {
        this.paths = new Paths(hadoop);
    }

    public Preflight memory(List<MemorySource> sources) {
        for (MemorySource source : sources) {
            for (String path : source.paths()) {
                paths.readable("environment %s: memory path".formatted(source.environment()), path);
            }
        }
        return this;
    }

    public Preflight scrapes(List<ArchiveSource> sources) {
        for (ArchiveSource source : sources) {
            try {
                source.check();
            } catch (ConfigurationException wrong) {
                faults.addAll(wrong.faults());
                continue;
            }
            for (String path : source.paths()) {
                paths.readable("environment %s: scrapes path".formatted(source.environment()), path);
            }
        }
        return this;
    }

    /** Whether services let themselves be asked: only where nothing else is wrong, as it may take a while. */
    public Preflight services(List<MemorySource> memory, List<ArchiveSource> scrapes) {
        if (faults.isEmpty() && paths.faults().isEmpty()) {
            memory.forEach(source -> ask(source::check));
            scrapes.forEach(source -> ask(source::ask));
        }
        return this;
    }

    private void ask(Runnable service) {
        try {
            service.run();
        } catch (ConfigurationException wrong) {
            faults.addAll(wrong.faults());
        } catch (CulpritException failure) {
            failures.add(failure);
        }
    }

    public Preflight warehouse(String path) {
        paths.writable("warehouse", path, "set culprit.warehouse to a folder that you may write to");
        return this;
    }

    /** For jobs that read what others have left, and write too. */
    public Preflight warehouseWithTables(String path) {
        return tables(path).warehouse(path);
    }

    /** For jobs that read what others have left: a new, empty warehouse would be an answer to nothing. */
    public Preflight tables(String path) {
        paths.left("warehouse", path, "run extract-memory and extract-series first, or correct culprit.warehouse");
        return this;
    }

    public Preflight reportFolder(String path) {
        paths.writable("report.output", path, "set culprit.report.output to a folder that you may write to");
        return this;
    }

    /** Whether the mail server can be reached: for who asks, and not before a run, which a server that is down must not keep from its work. */
    public Preflight mailServer(MailSettings mail) {
        if (mail.to().isEmpty() && mail.routes().isEmpty()) {
            return this;
        }
        String host = mail.smtp().host();
        int port = mail.smtp().port();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int)
                    mail.smtp().timeout().toMillis());
        } catch (IOException | IllegalArgumentException unreachable) {
            faults.add(
                    "report.mail.smtp: %s, port %d, cannot be reached: %s: correct host and port, or see what is between"
                            .formatted(
                                    host,
                                    port,
                                    unreachable.getMessage() == null ? "no such host" : unreachable.getMessage()));
        }
        return this;
    }

    public Preflight fault(String fault) {
        faults.add(fault);
        return this;
    }

    /**
     * @throws ConfigurationException with all that the user has to correct
     * @throws CulpritException where there is nothing of that kind, but something cannot be reached
     */
    public void refuse() {
        List<String> all = new ArrayList<>(faults);
        all.addAll(paths.faults());
        List<CulpritException> unreachable = new ArrayList<>(
                paths.failures().stream().map(CulpritException::new).toList());
        unreachable.addAll(failures);
        if (!all.isEmpty()) {
            unreachable.forEach(failure -> all.add(String.valueOf(failure.getMessage())));
            throw new ConfigurationException(all);
        }
        if (!unreachable.isEmpty()) {
            throw CulpritException.all(unreachable);
        }
    }
}
