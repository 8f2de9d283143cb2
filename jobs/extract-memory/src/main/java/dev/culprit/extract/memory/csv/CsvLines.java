package dev.culprit.extract.memory.csv;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.culprit.extract.memory.files.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Parts lines into fields: quotes by RFC 4180, separated by a comma, a semicolon or a tab. */
final class CsvLines {
    private static final CsvMapper MAPPER = CsvMapper.csvBuilder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final ObjectReader reader;

    private CsvLines(char separator) {
        this.reader = MAPPER.readerForListOf(String.class)
                .with(CsvSchema.emptySchema().withColumnSeparator(separator));
    }

    /** By the first of the separators that is in the line of the names, where none of them can be a part of a name. */
    static CsvLines separatedAs(String names) {
        for (char separator : new char[] {',', ';', '\t'}) {
            if (names.indexOf(separator) >= 0) {
                return new CsvLines(separator);
            }
        }
        return new CsvLines(',');
    }

    static String decode(byte[] line, int length) throws UnreadableException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException other) {
            throw new UnreadableException("not UTF-8");
        }
    }

    List<String> split(String line) throws UnreadableException {
        try (MappingIterator<List<String>> rows = reader.readValues(line)) {
            return rows.hasNextValue() ? rows.nextValue() : List.of();
        } catch (IOException unquoted) {
            throw new UnreadableException("quotes are not closed, or a field goes on behind them");
        }
    }
}
