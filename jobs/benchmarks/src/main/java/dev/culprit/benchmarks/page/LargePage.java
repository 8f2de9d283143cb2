package dev.culprit.benchmarks.page;

import com.sun.net.httpserver.HttpServer;
import dev.culprit.report.page.HtmlReport;
import dev.culprit.report.page.PageBuilder;
import dev.culprit.report.remedy.Remedies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command. The page is opened from disk, as its reader does; a script that is added to a copy of it looks at the browser's own
 * clock and tells a server on this machine what it saw. Paints count: each figure ends when the frame after the next has begun.
 */
@Command(
        name = "large-page",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Writes the page of a large made-up fleet, opens it in Chromium without a window and tells how long"
                        + " that takes.")
public final class LargePage implements Callable<Integer> {
    private static final String CLOCK = """
        <script>
        const drawn = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        addEventListener("load", async () => {
          const loaded = performance.now();
          await drawn();
          const told = { loaded, drawn: performance.now(), elements: document.querySelectorAll("*").length };
          // The server answers when it has looked at the processor time.
          const tell = body => fetch("http://127.0.0.1:PORT/", { method: "POST", mode: "no-cors", body });
          await tell("");
          const input = document.querySelector(".filter input");
          const timed = async act => {
            const start = performance.now();
            act();
            await drawn();
            return performance.now() - start;
          };
          const typed = text => timed(() => { input.value = text; input.dispatchEvent(new Event("input")); });
          const typing = [];
          for (let end = 1; end <= 11; end++) typing.push(await typed("service-777".slice(0, end)));
          told.slowestKey = Math.max(...typing);
          told.rows = document.querySelectorAll(".overview tbody tr").length;
          told.cleared = await typed("");
          told.sorted = await timed(() => [...document.querySelectorAll("th button")].find(each => each.textContent === "MB/h").click());
          told.link = await timed(() => { location.hash = document.querySelector(".overview tbody tr:last-child a").hash; });
          for (const name in told) told[name] = Math.round(told[name]);
          tell(JSON.stringify(told));
        });
        </script>
        """;

    @Parameters(paramLabel = "FOLDER", description = "for the page; made where it does not exist")
    private Path folder;

    @Option(names = "--containers", description = "of the fleet")
    private int containers = 5_000;

    @Option(names = "--runs", description = "starts of the browser")
    private int runs = 3;

    @Option(names = "--chromium", description = "program")
    private String chromium = "chromium";

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LargePage()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(folder);
        long start = System.nanoTime();
        String html = HtmlReport.render(
                new PageBuilder(LargeFleet.of(containers), Remedies.load()).build("Weekly cardinality report", ""));
        Path page = Files.writeString(folder.resolve("report.html"), html);
        System.out.printf(
                Locale.ROOT,
                "%d containers: %.1f MB of HTML, made in %.1f s%n",
                containers,
                Files.size(page) / 1e6,
                (System.nanoTime() - start) / 1e9);
        for (int run = 0; run < runs; run++) {
            System.out.println(measured(html));
        }
        return 0;
    }

    /** Milliseconds, by the clock; and seconds of the renderer's processor time until the page is drawn, its own start included. */
    private String measured(String html) throws Exception {
        CompletableFuture<Double> drawn = new CompletableFuture<>();
        CompletableFuture<String> told = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (text.isEmpty()) {
                drawn.complete(rendererSeconds());
            } else {
                told.complete(text);
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String clock = CLOCK.replace("PORT", String.valueOf(server.getAddress().getPort()));
        Path timed = Files.writeString(
                folder.resolve("timed.html"),
                // The page's own policy lets no other script run.
                html.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                        .replace("</body>", clock + "</body>"));
        Process browser = browser(timed);
        try {
            return "%s, renderer %.2f processor s"
                    .formatted(told.get(2, TimeUnit.MINUTES), drawn.get(2, TimeUnit.MINUTES));
        } finally {
            browser.descendants().forEach(ProcessHandle::destroy);
            browser.destroy();
            browser.waitFor();
            server.stop(0);
        }
    }

    private static double rendererSeconds() {
        return ProcessHandle.current()
                .descendants()
                .filter(LargePage::isRenderer)
                .mapToDouble(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3)
                .sum();
    }

    /** Linux has its command line there; Java's own answer leaves long ones out. */
    private static boolean isRenderer(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
                    .contains("--type=renderer");
        } catch (IOException gone) {
            return false;
        }
    }

    private Process browser(Path page) throws IOException {
        return new ProcessBuilder(List.of(
                        chromium,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--window-size=1280,900",
                        "--user-data-dir=" + folder.resolve("profile").toAbsolutePath(),
                        "--remote-debugging-port=0",
                        page.toUri().toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("chromium.log").toFile())
                .start();
    }
}
