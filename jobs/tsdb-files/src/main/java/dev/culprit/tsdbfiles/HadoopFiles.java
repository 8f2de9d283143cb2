package dev.culprit.tsdbfiles;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.RandomBytes;
import dev.culprit.tsdb.files.BlockFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files of an object store, or of HDFS. What was listed is believed until it is read: a block does not change once it has
 * a meta.json, so nothing is asked twice.
 */
final class HadoopFiles implements BlockFiles {
    private final Configuration hadoop;

    HadoopFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public boolean isFolder(String path) throws IOException {
        return answered(path, (files, place) -> {
            try {
                return files.getFileStatus(place).isDirectory();
            } catch (FileNotFoundException none) {
                return false;
            }
        });
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        return answered(folder, (files, place) -> {
            List<Entry> entries = new ArrayList<>();
            for (FileStatus status : files.listStatus(place)) {
                entries.add(new Entry(
                        status.getPath().getName(), status.isDirectory(), status.isDirectory() ? 0 : status.getLen()));
            }
            entries.sort(Comparator.comparing(Entry::name));
            return entries;
        });
    }

    @Override
    public byte[] whole(String path, long most) throws IOException {
        return answered(path, (files, place) -> {
            try (FSDataInputStream in = files.open(place)) {
                byte[] bytes = in.readNBytes((int) most + 1);
                if (bytes.length > most) {
                    throw new CorruptException("%s of more than %,d bytes".formatted(place.getName(), most));
                }
                return bytes;
            }
        });
    }

    @Override
    public InputStream stream(String path) throws IOException {
        return answered(path, FileSystem::open);
    }

    @Override
    public RandomBytes open(String folder, Entry file) {
        return new RemoteFile(BlockFiles.child(folder, file.name()), file.length(), hadoop);
    }

    /** Blocks have names that nobody gives twice. */
    @Override
    public String stamp(String path) {
        return "";
    }

    private interface Question<T> {
        T of(FileSystem files, Path place) throws IOException;
    }

    private <T> T answered(String path, Question<T> question) throws IOException {
        Path place = new Path(path);
        try {
            return question.of(place.getFileSystem(hadoop), place);
        } catch (FileNotFoundException none) {
            NoSuchFileException gone = new NoSuchFileException(path);
            gone.initCause(none);
            throw gone;
        } catch (RuntimeException failure) { // a file system whose class is missing, or what a store's client throws
            throw new IOException(String.valueOf(failure.getMessage()), failure);
        }
    }
}
