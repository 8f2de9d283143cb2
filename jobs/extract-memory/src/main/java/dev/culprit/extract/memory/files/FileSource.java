package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.RowTraits;
import dev.culprit.extract.memory.source.MemorySource;
import java.util.List;

/**
 * Memory in files: one, a folder of them, or those that a pattern names. Folders {@code yyyy/MM/dd} below the path, Firehose's own
 * layout by delivery time, spare reading other days' files.
 */
public interface FileSource extends MemorySource {
    /** Any path that Hadoop's file systems know, or a pattern of theirs. */
    String path();

    @Override
    default List<String> paths() {
        return List.of(path());
    }

    /** What should be there, for messages: {@code metric stream}. */
    String content();

    RowTraits rows();

    /** A reader for one run, which reads the files one after the other. */
    RecordReader reader();
}
