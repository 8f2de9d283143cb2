package dev.culprit.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LinkTemplateTest {
    @Test
    void theTemplatesOfTheDocumentationAreTaken() throws IOException {
        String page = Files.readString(Path.of("../../docs/report.md"));
        List<String> urls = Pattern.compile("^ +url = \"([^\"]+)\"", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(url -> url.group(1))
                .filter(url -> url.contains("{"))
                .toList();
        assertThat(urls)
                .hasSize(3)
                .allSatisfy(
                        url -> assertThat(new LinkTemplate("x", url, "*").url()).isEqualTo(url));
    }

    @Test
    void whatIsNoAddressOrNoPlaceIsRefused() {
        assertThatThrownBy(() -> new LinkTemplate("x", "javascript:alert(1)", "*"))
                .hasMessageStartingWith("must be an address such as ");
        // Slack parts address and text by it.
        assertThatThrownBy(() -> new LinkTemplate("x", "https://h/a|b", "*"))
                .hasMessageStartingWith("must be an address such as ");
        assertThatThrownBy(() -> new LinkTemplate("x", "https://h/{pod}", "*"))
                .hasMessageStartingWith("has {pod}, which is none of ");
    }
}
