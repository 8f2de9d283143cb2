package dev.culprit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.report.data.Measurements;
import dev.culprit.report.data.ReportTables;
import dev.culprit.report.page.HtmlReport;
import dev.culprit.report.page.LinkTemplate;
import dev.culprit.report.page.PageBuilder;
import dev.culprit.report.page.Provenance;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page does in a browser: it filters, copies, tells values, unfolds what a link leads to, and is accessible. */
final class PageIT {
    private static final int MANY = 300;
    /** Left by {@code .ci/run}, by npm; its licence (MPL-2.0) is not this project's, so it is not kept here. */
    private static final Path AXE = Path.of("..", "..", "target", "axe", "node_modules", "axe-core", "axe.min.js");

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static String page;

    @BeforeAll
    static void render() throws Exception {
        Optional<Browser> found = Browser.find(folder);
        assumeTrue(found.isPresent(), "Chromium is not installed: what the page does is not tested");
        browser = found.get();
        Warehouse warehouse = Incident.whole()
                .publish(new Warehouse(folder.resolve("warehouse").toString(), new Configuration()));
        page = HtmlReport.render(new PageBuilder(
                        ReportTables.read(warehouse, Incident.ENVIRONMENTS, Incident.PERIOD, false),
                        Remedies.load(),
                        List.of(new LinkTemplate(
                                "Grafana", "https://grafana.example.com/explore?ns={namespace}", "prod")),
                        new Provenance("1.2.3", Findings.TO, "culprit report"))
                .build("Weekly cardinality report", ""));
    }

    @Test
    void theFilterLeavesWhatHasAllWordsAndTheVerdict() throws Exception {
        assertThat(browser.evaluate(page, Browser.DESKTOP, """
                const input = doc.querySelector(".filter input"), select = doc.querySelector(".filter select");
                const seen = () => [...doc.querySelectorAll(".overview tbody tr")].map(row => row.dataset.anchor).join()
                  + " " + doc.querySelector(".filter output").textContent
                  + " " + [...doc.querySelectorAll("article")].filter(article => !article.hidden).length;
                const steps = [];
                input.value = "WEB destination"; input.dispatchEvent(new Event("input")); steps.push(seen());
                input.value = ""; select.value = "no-label"; select.dispatchEvent(new Event("change")); steps.push(seen());
                input.value = "nobody"; input.dispatchEvent(new Event("input")); steps.push(seen());
                return steps.join("\\n");""")).isEqualTo("""
                        prod/web/wp-proxy/istio-proxy 1 of 6 containers 1
                        prod/media/thumbs/app 1 of 6 containers 1
                         0 of 6 containers 0""");
    }

    @Test
    void copyingTakesTheWholeSnippet() throws Exception {
        assertThat(browser.evaluate(page, Browser.DESKTOP, """
                const pre = doc.querySelector(".remedy pre");
                let copied = "";
                Object.defineProperty(win.navigator, "clipboard", { value: { writeText: async text => { copied = text; } } });
                pre.parentElement.querySelector("button").click();
                await new Promise(done => setTimeout(done, 50));
                return (copied === pre.textContent) + " " + copied.includes("tagOverrides") + " " + copied.includes("\u2026")
                  + " " + pre.parentElement.querySelector("button").textContent;""")).isEqualTo("true true false Copied");
    }

    @Test
    void valuesAreToldWhereTheArrowKeysLead() throws Exception {
        String values = browser.evaluate(page, Browser.DESKTOP, """
                const field = doc.querySelector("figure.chart[data-from] svg.field"), out = doc.querySelector("output.readout");
                field.focus();
                const press = key => field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
                press("Home"); const first = out.textContent;
                press("End"); press("ArrowLeft");
                return doc.activeElement.classList.contains("field") + "\\n" + first + "\\n" + out.textContent;""");
        assertThat(values.lines().toList()).hasSize(3);
        assertThat(values)
                .startsWith("true\n16 Nov 00:00 UTC: ")
                .contains("\n18 Nov 23:16 UTC: ", " MB", " series", "test: ");
    }

    @Test
    void aLinkUnfoldsWhatItLeadsTo() throws Exception {
        assertThat(browser.evaluate(page, Browser.DESKTOP, """
                win.location.hash = "#prod/shop/catalog/app";
                await new Promise(done => setTimeout(done, 100));
                return doc.getElementById("prod/shop/catalog/app").closest("details").open + "";""")).isEqualTo("true");
    }

    @Test
    void ofManyContainersThoseAreMadeThatAreLookedAt() throws Exception {
        String many = many(Findings.plateau());
        assertThat(browser.evaluate(many, Browser.DESKTOP, """
                const count = () => doc.querySelectorAll(".overview tbody tr").length;
                const input = doc.querySelector(".filter input"), steps = [count()];
                doc.querySelector("button.more").click(); steps.push(count());
                input.value = "service-287"; input.dispatchEvent(new Event("input"));
                steps.push(count(), doc.querySelector(".overview tbody a").getAttribute("href"));
                const anchor = "prod/team/service-287/app";
                steps.push(doc.getElementById(anchor) === null);
                win.location.hash = "#" + anchor;
                await new Promise(done => setTimeout(done, 100));
                steps.push(doc.getElementById(anchor).closest("details").open);
                return steps.join(" ");"""))
                .isEqualTo("100 200 1 #prod/team/service-287/app true true");
    }

    @Test
    void ofManyFindingsTheGravestAreMadeAndTheOverviewLeadsToTheOthers() throws Exception {
        assertThat(browser.evaluate(many(Findings.labelLeak()), Browser.DESKTOP, """
                const count = () => doc.querySelectorAll("article").length;
                const steps = [count(), doc.body.textContent.includes("Of 300 findings the gravest 40 stand here")];
                const last = [...doc.querySelectorAll(".overview tbody a")].pop().getAttribute("href");
                win.location.hash = last;
                await new Promise(done => setTimeout(done, 100));
                steps.push(count(), doc.getElementById(last.slice(1)).tagName);
                return steps.join(" ");"""))
                .isEqualTo("40 true 41 ARTICLE");
    }

    private static String many(Finding plain) {
        TreeMap<ReplicatedContainer, Measurements> measured = new TreeMap<>();
        Finding[] findings = new Finding[MANY];
        for (int i = 0; i < MANY; i++) {
            ReplicatedContainer container = new ReplicatedContainer("prod", "team", "service-" + i, "app");
            findings[i] = new Finding(
                    plain.cluster(),
                    container,
                    plain.period(),
                    plain.verdict(),
                    plain.confidence(),
                    plain.memory(),
                    plain.culprits(),
                    plain.evidence(),
                    plain.refutedBy(),
                    plain.missing(),
                    plain.environments(),
                    plain.interventions(),
                    plain.suspects());
            Measurements own = new Measurements();
            for (int hour = 0; hour < 72; hour++) {
                Instant time = Findings.FROM.plus(Duration.ofHours(hour));
                own.addMemory("service-%d-0".formatted(i), time, 3e7 + hour, null);
            }
            measured.put(container, own);
        }
        return Reports.html(Reports.data(measured, findings));
    }

    /** Light and on a phone; colours in the dark are ContrastTest's. */
    @Test
    void axeFindsNoViolation() throws Exception {
        assumeTrue(
                Files.exists(AXE),
                "axe-core is not there (.ci/run fetches it): accessibility is tested by contrast only");
        String open = page.replaceAll("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                .replace("<details", "<details open")
                .replace("</body>", "<script src=\"axe.min.js\"></script></body>");
        Files.copy(AXE, folder.resolve("axe.min.js"));
        for (int width : new int[] {Browser.DESKTOP, Browser.PHONE}) {
            assertThat(browser.evaluate(open, width, """
                    const result = await win.axe.run(doc);
                    return result.violations.map(violation => violation.id + ": " + violation.help + " "
                      + violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" | ")).join("\\n");"""))
                    .as("at %d pixels", width)
                    .isEmpty();
        }
    }
}
