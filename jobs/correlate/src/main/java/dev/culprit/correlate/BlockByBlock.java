package dev.culprit.correlate;

import dev.culprit.model.Period;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** The blocks of one file after the other. A part of a file is in memory, the next is not read before somebody asks for it. */
final class BlockByBlock implements Iterator<Tuple2<PodKey, PodBlock>> {
    private final Iterator<TableScan.File> files;
    private final Configuration configuration;
    private final Period period;
    private final ArrayDeque<Tuple2<PodKey, PodBlock>> blocks = new ArrayDeque<>();
    private @Nullable BlockFile open;

    BlockByBlock(Iterator<TableScan.File> files, Configuration configuration, Period period) {
        this.files = files;
        this.configuration = configuration;
        this.period = period;
    }

    @Override
    public boolean hasNext() {
        while (blocks.isEmpty()) {
            if (open == null) {
                if (!files.hasNext()) {
                    return false;
                }
                open = BlockFile.open(files.next(), configuration, period);
            }
            if (!open.read((pod, block) -> blocks.add(new Tuple2<>(pod, block)))) {
                close();
            }
        }
        return true;
    }

    @Override
    public Tuple2<PodKey, PodBlock> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return blocks.remove();
    }

    void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
