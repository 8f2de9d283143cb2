package dev.culprit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
    @ParameterizedTest
    @ValueSource(strings = {"planted-hunter2!", "pläntéd ärger/+?&", "planted", "pl>a?n>t?ed"})
    void aSecretIsFoundAsProtocolsSendIt(String secret) {
        Secrets.add(secret);
        Base64.Encoder plain = Base64.getEncoder();
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        for (String before : new String[] {"", "\0", "\0user\0", "user:", "admin\0me\0", "a", "ab", "abc"}) {
            for (String after : new String[] {"", "\0", "x", "yz"}) {
                byte[] bytes = (before + secret + after).getBytes(StandardCharsets.UTF_8);
                assertThat(Secrets.masked("535 " + plain.encodeToString(bytes) + " refused"))
                        .isEqualTo("535 *** refused");
                assertThat(Secrets.masked("535 " + url.encodeToString(bytes) + " refused"))
                        .isEqualTo("535 *** refused");
            }
        }
        String inUrl = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        assertThat(Secrets.masked("https://user:" + inUrl + "@host and " + secret + "."))
                .doesNotContain(secret, inUrl)
                .startsWith("https://user:***@host");
    }

    @Test
    void whatIsNoSecretStays() {
        Secrets.add(null);
        Secrets.add("");
        Secrets.add("abc");
        Secrets.add("planted-hunter2!");
        String text =
                "no mail to abc: the server mail:25 does not accept the login: 535 5.7.8 Error: authentication failed";
        assertThat(Secrets.masked(text)).isEqualTo(text);
        byte[] noise = new byte[3000];
        new Random(1).nextBytes(noise);
        String encoded = Base64.getEncoder().encodeToString(noise);
        assertThat(Secrets.masked(encoded)).isEqualTo(encoded);
    }

    @Test
    void variablesThatAreNamedLikeSecretsAre() {
        Secrets.addFrom(Map.of("MY_SMTP_PASSWORD", "from-a-variable", "HOME", "/home/culprit", "TOKEN_KIND", "none"));
        assertThat(Secrets.masked("from-a-variable in /home/culprit, none")).isEqualTo("*** in /home/culprit, none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "smtp.password",
                "AWS_SECRET_ACCESS_KEY",
                "external-id",
                "fs.s3a.secret.key",
                "API_KEY"
            })
    void namesOfSecretsAreKnown(String name) {
        assertThat(Secrets.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "host", "path", "redact", "region"})
    void otherNamesAreNone(String name) {
        assertThat(Secrets.isSecret(name)).isFalse();
    }
}
