package dev.culprit.extract.memory.files;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.GzipCodec;

/**
 * Decompresses what begins as gzip or Zstandard do, whatever the file's name. Firehose joins several gzip members in a file, and packs what a
 * log subscription has packed before once more where it is told to compress.
 */
final class Unpacked {
    /** What was packed twice is read; more often is nobody's mistake. */
    private static final int MOST_LAYERS = 3;

    private static final int PEEKED = 8;

    /** What is known and not read, by its first bytes. */
    private static final Map<String, String> FOREIGN = Map.of(
            "\u00fd7zXZ\0", "compressed with xz: unpack it, or store it as gzip",
            "BZh", "compressed with bzip2: unpack it, or store it as gzip",
            "PK\u0003\u0004", "a zip: unpack it",
            "PAR1", "Parquet, as Firehose converts records on request: switch the conversion off",
            "Obj\u0001", "Avro, which nothing that is read here writes",
            "\u00ff\u00fe", "UTF-16, as PowerShell's > writes it: store the bytes as they came",
            "\u00fe\u00ff", "UTF-16, as PowerShell's > writes it: store the bytes as they came");

    private Unpacked() {}

    static InputStream of(InputStream file, Configuration configuration) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file);
        String first = first(in);
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            if (first.startsWith("\u001f\u008b")) {
                GzipCodec codec = new GzipCodec();
                codec.setConf(configuration);
                in = new BufferedInputStream(codec.createInputStream(in));
            } else if (first.startsWith("(\u00b5/\u00fd")) {
                in = new BufferedInputStream(new ZstdInputStreamNoFinalizer(in));
            } else {
                break;
            }
            first = first(in);
        }
        for (Map.Entry<String, String> foreign : FOREIGN.entrySet()) {
            if (first.startsWith(foreign.getKey())) {
                throw new ForeignFileException(foreign.getValue());
            }
        }
        return in;
    }

    private static String first(BufferedInputStream in) throws IOException {
        in.mark(PEEKED);
        String first = new String(in.readNBytes(PEEKED), StandardCharsets.ISO_8859_1);
        in.reset();
        return first;
    }
}
