package dev.culprit.notebooks;

import dev.culprit.notebooks.Output.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.jspecify.annotations.Nullable;

/** The Jupyter kernel: Java cells beside a Spark that has the warehouse's tables as views. */
public final class Kernel extends BaseKernel {
    private static final String REDACT = "redact";
    private static final String JAVA = String.valueOf(Runtime.version().feature());

    /** Front ends give up on kernels that are slow to answer, so Spark starts while they are greeted. */
    private final CompletableFuture<SparkSession> spark;

    private final CompletableFuture<CellRunner> runner;

    private Kernel(Supplier<SparkSession> start) {
        super(
                "culprit",
                JAVA,
                new LanguageInfo.Builder("java")
                        .version(JAVA)
                        .mimetype("text/x-java")
                        .fileExtension(".java")
                        .pygments("java")
                        .codemirror("text/x-java")
                        .build(),
                List.of(),
                null,
                new JupyterIO(StandardCharsets.UTF_8),
                new CommManager(),
                new Renderer(),
                new MagicParser("%", "%%", new MagicTranspiler()),
                new MagicsRegistry(),
                false,
                new StringStyler("", "", "", line -> ""));
        this.spark = CompletableFuture.supplyAsync(start);
        this.runner = spark.thenApply(started -> new CellRunner(Notebook.PRELUDE));
        Notebook.showOn(output -> display(data(output)));
    }

    /** @param arguments the connection file that Jupyter wrote, the warehouse, and {@code redact} where values are not to be seen */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        // A front end that is killed tells nobody.
        ProcessHandle.current().parent().ifPresent(Kernel::endWith);
        serve(
                () -> SparkInNotebook.start(
                        arguments[1], Arrays.asList(arguments).contains(REDACT)),
                Files.readString(Path.of(arguments[0])));
        // Spark, and the library's sockets, have threads that nothing else ends.
        System.exit(0);
    }

    private static void endWith(ProcessHandle parent) {
        CompletableFuture<Void> unused = parent.onExit().thenRun(() -> System.exit(0));
    }

    /** Answers on the sockets of a connection file until a shutdown is asked for. */
    static void serve(Supplier<SparkSession> start, String connectionFile) throws GeneralSecurityException {
        JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(connectionFile));
        Kernel kernel = new Kernel(start);
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        kernel.onStartup();
        connection.waitUntilClose();
    }

    private CellRunner runner() {
        try {
            // Where a thread has no session, Spark falls back to settings that nobody made; threads of cells inherit
            // it.
            SparkSession.setActiveSession(spark.join());
            return runner.join();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new CellFailure("The kernel cannot start", cause.getMessage());
        }
    }

    @Override
    @Nullable
    public Object evalRaw(String cell) {
        return runner().run(cell);
    }

    @Override
    @Nullable
    public DisplayData eval(String cell) {
        Object value = evalRaw(cell);
        try {
            return value == null ? null : data(Rendering.of(value));
        } catch (RuntimeException failure) { // a query that is run only now that its rows are to be seen
            throw new CellFailure(failure.getClass().getSimpleName(), failure.getMessage());
        }
    }

    private static DisplayData data(Output output) {
        DisplayData data = new DisplayData();
        data.putText(output.text());
        if (output.html() != null) {
            data.putHTML(output.html());
        }
        Picture picture = output.picture();
        if (picture != null) {
            data.putData(MIMEType.IMAGE_PNG, Base64.getEncoder().encodeToString(picture.png()));
            data.putMetaData(MIMEType.IMAGE_PNG, Map.of("width", picture.width() / 2));
        }
        return data;
    }

    @Override
    public List<String> formatError(Throwable failure) {
        return failure instanceof CellFailure told ? told.lines() : List.of(Format.of(failure.toString()));
    }

    /** Comes on a thread of its own, while the cell runs. */
    @Override
    public void interrupt() {
        if (runner.isDone() && !runner.isCompletedExceptionally()) {
            spark.join().sparkContext().cancelAllJobs();
            runner().stop();
        }
    }

    @Override
    public ReplacementOptions complete(String cell, int cursor) {
        CellRunner.Completion completion = runner().completion(cell, cursor);
        return new ReplacementOptions(completion.names(), completion.begin(), cursor);
    }

    @Override
    public String isComplete(String cell) {
        return runner().isComplete(cell) ? IS_COMPLETE_YES : "";
    }

    @Override
    @Nullable
    public DisplayData inspect(String cell, int cursor, boolean detailed) {
        return null;
    }

    @Override
    public void onShutdown(boolean restart) {
        if (runner.isDone() && !runner.isCompletedExceptionally()) {
            runner().close();
        }
        super.onShutdown(restart);
    }
}
