package dev.culprit.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.notebooks.Client.Reply;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks of the repository and the kernel, on tables of the recorded incident; without Jupyter. */
final class NotebooksIT {
    @TempDir
    private static Path folder;

    private static String warehouse;
    private static SparkSession spark;

    @BeforeAll
    static void runTheDemo() {
        warehouse = DemoWarehouse.in(folder);
        spark = SparkInNotebook.start(warehouse, false);
    }

    @AfterAll
    static void stopSpark() throws IOException {
        spark.close();
    }

    static Stream<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(DemoWarehouse.HOME.resolve("notebooks"))) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyCellRunsAndShowsWhatTheStoredOutputsShow(Path notebook) throws IOException {
        List<Output> shown = new ArrayList<>();
        Notebook.showOn(shown::add);
        try (CellRunner cells = new CellRunner(Notebook.PRELUDE)) {
            for (JsonNode cell : codeCells(notebook)) {
                shown.clear();
                Object value = cells.run(text(cell.get("source")));
                if (value != null) {
                    shown.add(Rendering.of(value));
                }
                assertThat(shown.stream().map(NotebooksIT::kind))
                        .as(text(cell.get("source")))
                        .isEqualTo(storedKinds(cell));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void storedOutputsAreWholeAndSmall(Path notebook) throws IOException {
        assertThat(Files.size(notebook)).isLessThan(400_000);
        List<JsonNode> cells = codeCells(notebook);
        assertThat(cells)
                .isNotEmpty()
                .allSatisfy(cell -> assertThat(cell.get("outputs"))
                        .as(text(cell.get("source")))
                        .isNotEmpty());
        assertThat(cells.stream().flatMap(cell -> storedKinds(cell).stream())).contains("table", "picture");
        assertThat(Files.readString(notebook))
                .doesNotContain("/home/", "/tmp/", "/root/", "\"output_type\": \"error\"");
    }

    private static String kind(Output output) {
        if (output.picture() != null) {
            BufferedImage image = image(output.picture().png());
            assertThat(image.getWidth()).isEqualTo(output.picture().width());
            // Not only the background and the title's ink.
            assertThat(Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                            .distinct()
                            .limit(31)
                            .count())
                    .isGreaterThan(30);
            return "picture";
        }
        return output.html() == null ? "text" : output.text().endsWith("no rows") ? "empty table" : "table";
    }

    private static BufferedImage image(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static List<String> storedKinds(JsonNode cell) {
        return StreamSupport.stream(cell.get("outputs").spliterator(), false)
                .map(output -> {
                    JsonNode data = output.path("data");
                    if (data.has("image/png")) {
                        return image(Base64.getMimeDecoder().decode(text(data.get("image/png")))) == null
                                ? "broken picture"
                                : "picture";
                    }
                    if (data.has("text/html")) {
                        return text(data.get("text/plain")).endsWith("no rows") ? "empty table" : "table";
                    }
                    return data.has("text/plain")
                            ? "text"
                            : output.get("output_type").asText();
                })
                .toList();
    }

    private static List<JsonNode> codeCells(Path notebook) throws IOException {
        return StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(notebook.toFile())
                                .get("cells")
                                .spliterator(),
                        false)
                .filter(cell -> cell.get("cell_type").asText().equals("code"))
                .toList();
    }

    /** Texts of notebooks are strings or arrays of lines. */
    private static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        StringBuilder text = new StringBuilder();
        node.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    /** Cells see nothing but these views, so what is not in them is in no output. */
    @Test
    void redactedViewsShowNoValueAndCountTheSame() {
        SparkSession session = spark.newSession();
        WarehouseViews.create(session, warehouse, true);
        String labels = "select explode(labels) as (label, value) from series where environment = '%s'";
        String dev = labels.formatted("dev");
        String counts = "select label, count(distinct value) from (" + dev + ") group by label order by label";
        assertThat(session.sql(counts).collectAsList())
                .isEqualTo(spark.sql(counts).collectAsList());
        List<String> values = spark
                .sql("select distinct value from (%s and date = '2026-11-16') where label = 'destination_service'"
                        .formatted(labels.formatted("prod")))
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .filter(value -> value.contains("."))
                .toList();
        assertThat(values).hasSizeGreaterThan(100);
        for (String table : List.of("scrapes", "label_growth", "findings", "unread_scrapes", "runs")) {
            assertThat(session.table(table).toJSON().collectAsList().toString())
                    .as(table)
                    .doesNotContain(values.toArray(String[]::new));
        }
        assertThat(session.sql(dev + " limit 1000").toJSON().collectAsList())
                .allSatisfy(row -> assertThat(row).containsPattern("value-[0-9a-f]{10}|\"(le|quantile)\""));
        String plain = spark.table("label_growth").toJSON().collectAsList().toString();
        assertThat(values).as("values that are there without").anyMatch(plain::contains);
    }

    @Test
    void theKernelSpeaksJupytersProtocol() throws IOException {
        try (Client client = Client.of(spark)) {
            assertThat(client.ask("kernel_info_request", "{}")
                            .content()
                            .at("/language_info/name")
                            .asText())
                    .isEqualTo("java");

            Reply table = client.execute("table(\"findings\").select(\"verdict\").distinct().orderBy(\"verdict\")");
            assertThat(table.content().get("status").asText()).isEqualTo("ok");
            assertThat(table.published("execute_result").at("/data/text~1html").asText())
                    .contains("<table>", ">label<", ">steady<");

            Reply chart = client.execute("System.out.println(\"drawn\");\nshow(bars(\"Births\", \"select 'a', 3\"));");
            JsonNode picture = chart.published("display_data");
            assertThat(image(Base64.getDecoder()
                            .decode(picture.at("/data/image~1png").asText())))
                    .isNotNull();
            assertThat(picture.at("/metadata/image~1png/width").asInt()).isEqualTo(Chart.WIDTH / 2);
            assertThat(chart.published("stream").get("text").asText()).isEqualTo("drawn\n");

            Reply failed = client.execute("sql(\"select nothing from findings\")");
            assertThat(failed.content().get("status").asText()).isEqualTo("error");
            assertThat(failed.published("error").get("traceback").toString())
                    .contains("UNRESOLVED_COLUMN", "line 1: sql(")
                    .doesNotContain("dev.culprit", "org.apache.spark", "LogicalPlan", "'Project");

            assertThat(client.ask("complete_request", "{\"code\": \"table(\\\"runs\\\").gro\", \"cursor_pos\": 17}")
                            .content()
                            .get("matches")
                            .toString())
                    .contains("groupBy(");

            Reply stopped = client.interrupt("table(\"runs\").count();\nwhile (true) { Thread.sleep(10); }");
            assertThat(stopped.published("error").get("traceback").toString()).contains("Interrupted");
            assertThat(client.execute("1 + 1")
                            .published("execute_result")
                            .at("/data/text~1plain")
                            .asText())
                    .isEqualTo("2");
        }
    }
}
