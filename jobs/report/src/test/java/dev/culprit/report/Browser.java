package dev.culprit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chromium without a window. Pages are shown in frames of a given width, as its own windows do not get as narrow as a phone;
 * the document around the frames measures them.
 */
public final class Browser {
    public static final int PHONE = 390;
    public static final int DESKTOP = 1200;
    private static final long PATIENCE_SECONDS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param overflow pixels by which something sticks out of the page
     * @param title of the document, which hostile scripts set
     * @param widest what sticks out the farthest
     * @param sort what the heading MB/h does: how it looks with the focus of a keyboard, then the table after each of two presses
     */
    public record Measured(
            int width, int overflow, int brokenImages, int images, String title, String widest, String sort) {
        /** Nothing sticks out and no picture is missing. */
        public void assertWhole() {
            assertThat(overflow).as("at %d pixels %s", width, widest).isZero();
            assertThat(brokenImages).isZero();
        }
    }

    private final String program;
    private final Path folder;

    private Browser(String program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * Empty where the machine has none.
     *
     * @param folder for profiles and pages
     */
    public static Optional<Browser> find(Path folder) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program.toString(), folder));
    }

    /** Each of the pages at each of the widths, in one start of the browser. */
    public List<Measured> measure(List<String> pages, List<Integer> widths) throws IOException, InterruptedException {
        Path html = folder.resolve("measure.html");
        Files.writeString(html, """
                <!DOCTYPE html><meta charset="utf-8"><body><script>
                const pages = %s, widths = %s, measured = [];
                let open = pages.length * widths.length;
                pages.forEach((page, p) => widths.forEach((width, w) => {
                  const frame = document.createElement("iframe");
                  frame.style.cssText = `border:0;width:${width}px;height:800px`;
                  frame.onload = () => {
                    const doc = frame.contentDocument, images = [...doc.images];
                    let widest = "", right = width;
                    doc.querySelectorAll("body *").forEach(element => {
                      const end = element.getBoundingClientRect().right;
                      // What scrolls by itself does not widen the page.
                      const scrolls = element.parentElement.closest("pre, .wide, svg") !== null;
                      if (end > right && !scrolls) { right = end; widest = element.outerHTML.slice(0, 200); }
                    });
                    const button = [...doc.querySelectorAll("th button")].find(each => each.textContent === "MB/h");
                    let sort = "";
                    if (button) {
                      button.focus({ focusVisible: true });
                      sort = frame.contentWindow.getComputedStyle(button).outlineStyle;
                      for (let press = 0; press < 2; press++) {
                        button.click();
                        const sorted = [...doc.querySelectorAll("[aria-sort]")];
                        sort += `; ${sorted.map(each => each.textContent + " " + each.ariaSort).join()}:`;
                        doc.querySelectorAll(".overview tbody tr").forEach(row => sort += " " + row.cells[5].textContent);
                      }
                    }
                    measured[p * widths.length + w] = {
                      width, sort, overflow: doc.documentElement.scrollWidth - doc.documentElement.clientWidth, title: doc.title, widest,
                      images: images.length, brokenImages: images.filter(image => image.naturalWidth === 0).length };
                    if (--open === 0) {
                      const result = document.createElement("pre");
                      result.id = "result";
                      result.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(measured))));
                      document.body.replaceChildren(result);
                    }
                  };
                  frame.srcdoc = page;
                  document.body.append(frame);
                }));
                </script>
                """.formatted(literal(pages), literal(widths)));
        String dom =
                run("--virtual-time-budget=60000", "--dump-dom", html.toUri().toString());
        Matcher result = Pattern.compile("<pre id=\"result\">([^<]+)</pre>").matcher(dom);
        if (!result.find()) {
            throw new IOException("the pages were not measured: " + dom.substring(0, Math.min(dom.length(), 2000)));
        }
        return List.of(JSON.readValue(Base64.getDecoder().decode(result.group(1)), Measured[].class));
    }

    /**
     * What a script makes of a page.
     *
     * @param script body of an async function that knows {@code frame}, {@code win} and {@code doc}, and returns a text
     */
    public String evaluate(String page, int width, String script) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("page.html"), page);
        Path html = folder.resolve("evaluate.html");
        Files.writeString(html, """
                <!DOCTYPE html><meta charset="utf-8"><body><script>
                const frame = document.createElement("iframe");
                frame.style.cssText = "border:0;width:%dpx;height:800px";
                frame.onload = async () => {
                  frame.onload = null;
                  const win = frame.contentWindow, doc = frame.contentDocument;
                  let text;
                  try {
                    text = await (async () => { %s })();
                  } catch (failure) {
                    text = "failed: " + failure + failure.stack;
                  }
                  const result = document.createElement("pre");
                  result.id = "result";
                  result.textContent = btoa(unescape(encodeURIComponent(text)));
                  document.body.replaceChildren(result);
                };
                frame.src = "page.html";
                document.body.append(frame);
                </script>
                """.formatted(width, script));
        String dom = run(
                "--allow-file-access-from-files",
                "--virtual-time-budget=60000",
                "--dump-dom",
                html.toUri().toString());
        Matcher result = Pattern.compile("<pre id=\"result\">([^<]*)</pre>").matcher(dom);
        if (!result.find()) {
            throw new IOException("nothing came of the script: " + dom.substring(0, Math.min(dom.length(), 2000)));
        }
        return new String(Base64.getDecoder().decode(result.group(1)), StandardCharsets.UTF_8);
    }

    /** A picture of the top of the page. */
    public void picture(String page, int width, int height, boolean dark, Path png)
            throws IOException, InterruptedException {
        Path html = folder.resolve("picture.html");
        Files.writeString(html, """
                <!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark">
                <body style="margin:0"><iframe style="border:0;width:%dpx;height:%dpx"></iframe>
                <script>document.querySelector("iframe").srcdoc = %s;</script>
                """.formatted(width, height, literal(page)));
        Files.createDirectories(png.getParent());
        run(
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                "--virtual-time-budget=10000",
                "--hide-scrollbars",
                "--window-size=%d,%d".formatted(width, height),
                "--screenshot=" + png.toAbsolutePath(),
                html.toUri().toString());
    }

    /** For a script: nothing in it can end the script. */
    private static String literal(Object value) throws IOException {
        return JSON.writeValueAsString(value).replace("<", "\\u003c");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile").toAbsolutePath()));
        command.addAll(List.of(arguments));
        File out = folder.resolve("out.txt").toFile();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out)
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("the browser does not end: " + command);
        }
        return Files.readString(out.toPath());
    }
}
