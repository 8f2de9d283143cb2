package dev.culprit.extract.memory.source;

import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The publications of one run, all closed at its end, however it ends. */
public final class Publications implements AutoCloseable {
    private final Warehouse warehouse;
    private final String job;
    private final Queue<Publication> opened = new ConcurrentLinkedQueue<>();

    public Publications(Warehouse warehouse, String job) {
        this.warehouse = warehouse;
        this.job = job;
    }

    public Publication open() {
        Publication publication = warehouse.publication(job);
        opened.add(publication);
        return publication;
    }

    @Override
    public void close() {
        opened.forEach(Publication::close);
    }
}
