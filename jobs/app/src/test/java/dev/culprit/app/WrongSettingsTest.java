package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a configuration is told, with its place and how to mend it. */
final class WrongSettingsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        culprit.enviroments = [ { name = prod } ] | culprit.enviroments: unknown key in FILE:1; did you mean 'environments'?
        environments = [ { name = a } ]           | environments in FILE:1: it belongs into culprit { }
        culprt { }                                | culprt: unknown key in FILE:1; did you mean 'culprit'?
        culprit { environments = [ { name = a } ], report.ouput = x } | culprit.report.ouput: unknown key in FILE:1; did you mean 'output'?
        culprit.environments = [{name=p, memory { sorce = metric-stream }}] | culprit.environments[0].memory.sorce: unknown key in FILE:1; did you mean 'source'?
        culprit { environments = [ { name = a } ], report.mail.smtp.prot = 1 } | culprit.report.mail.smtp.prot: unknown key in FILE:1; did you mean 'port'?
        culprit { environments = [ { name = a } ], "a\\u001bb" = 1 } | culprit.a\\u{1b}b: unknown key in FILE:1; did you mean 'period'?
        culprit.warehouse = x                     | culprit.environments is empty: name at least one environment, as the comments of conf/culprit.conf show
        culprit.environments = { name = prod }    | culprit.environments must be a list in brackets in FILE:1
        culprit.environments = [ prod ]           | culprit.environments must be a list of blocks in braces, not 'prod' in FILE:1
        culprit.environments = [ { } ]            | culprit.environments[0].name is missing in FILE:1
        culprit.environments = [ { name = "a/b" } ] | culprit.environments[0].name must be of letters, digits, '.', '_' and '-', not 'a/b' in FILE:1
        culprit.environments = [ { name = a }, { name = a } ] | culprit.environments[1].name must differ from the other environments' names, not 'a' in FILE:1
        culprit.environments = [ { name = [] } ]  | culprit.environments[0].name must be text in FILE:1
        culprit.environments = [ { name = a, memory = x } ] | culprit.environments[0].memory must be a block in braces, not 'x' in FILE:1
        culprit.environments = [ { name = a, memory {} } ] | culprit.environments[0].memory.source is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = metric-stream } } ] | culprit.environments[0].memory.path is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = scrapes } } ] | culprit.environments[0].memory.source needs a block scrapes beside memory: it is these that are read for memory, not 'scrapes' in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwach } } ] | culprit.environments[0].memory.source must be metric-stream, performance-log, cloudwatch, tsdb, promql, scrapes or csv, not 'cloudwach' in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, region = r } } ] | culprit.environments[0].memory.cluster is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, cluster = c } } ] | culprit.environments[0].memory.region is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, cluster = c, region = r, max-metrics-requested = many } } ] | culprit.environments[0].memory.max-metrics-requested must be a whole number, not 'many' in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, cluster = c, region = r, calls-per-second = 0 } } ] | culprit.environments[0].memory.calls-per-second must be a positive number, not '0' in FILE:1
        culprit.environments = [ { name = a, memory { source = csv, path = p, time-zone = Mars } } ] | culprit.environments[0].memory.time-zone must be a time zone such as Europe/Berlin or +01:00, not 'Mars' in FILE:1
        culprit.environments = [ { name = a, memory { source = csv, path = p, region = r } } ] | culprit.environments[0].memory.region belongs to memory.source = cloudwatch, not to csv in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, cluster = c, region = r, path = p } } ] | culprit.environments[0].memory.path belongs to memory.source = metric-stream or performance-log or tsdb or csv, not to cloudwatch in FILE:1
        culprit.environments = [ { name = a, prometheus { } } ] | culprit.environments[0].prometheus.path is missing in FILE:1
        culprit.environments = [ { name = a, prometheus { path = p, url = "http://u" } } ] | culprit.environments[0].prometheus.path belongs to a server's own data, not to a server that is asked in FILE:1
        culprit.environments = [ { name = a, prometheus { url = "http://u", password = p } } ] | culprit.environments[0].prometheus.password needs a username beside it in FILE:1
        culprit.environments = [ { name = a, prometheus { url = "http://u", bearer-token = t, username = n } } ] | culprit.environments[0].prometheus.username must not stand beside bearer-token: give one of them, not 'n' in FILE:1
        culprit.environments = [ { name = a, prometheus { url = "http://u", username = n } } ] | culprit.environments[0].prometheus.password is missing in FILE:1
        culprit.environments = [ { name = a, prometheus { url = "http://u", key-store-password = p } } ] | culprit.environments[0].prometheus.key-store-password needs a key-store beside it in FILE:1
        culprit.environments = [ { name = a, prometheus { url = u } } ] | culprit.environments[0].prometheus.url must begin with http:// or https:// and a host, not 'u' in FILE:1
        culprit.environments = [ { name = a, prometheus { amp { region = r } } } ] | culprit.environments[0].prometheus.amp.workspace is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = promql } } ] | culprit.environments[0].memory.url is missing in FILE:1
        culprit.environments = [ { name = a, scrapes { kind = tar, path = p } } ] | culprit.environments[0].scrapes.kind must be text, tsdb or promql, not 'tar' in FILE:1
        culprit.environments = [ { name = a, scrapes { kind = tsdb, path = p, strict = true } } ] | culprit.environments[0].scrapes.strict belongs to scrapes.kind = text, not to tsdb in FILE:1
        culprit.environments = [ { name = a, scrapes { } } ] | culprit.environments[0].scrapes.path is missing in FILE:1
        culprit.environments = [ { name = a, scrapes { path = p, time = now } } ] | culprit.environments[0].scrapes.time must be path or modified, not 'now' in FILE:1
        culprit.environments = [ { name = a, scrapes { path = p, strict = yes } } ] | culprit.environments[0].scrapes.strict must be false or true, not 'yes' in FILE:1
        culprit.environments = [ { name = a, scrapes { path = p, limits.labels = 0 } } ] | culprit.environments[0].scrapes.limits.labels must be from 1 to 65536, not '0' in FILE:1
        culprit { environments = [ { name = a } ], report.redact = yes } | culprit.report.redact must be true or false, not 'yes' in FILE:1
        culprit { environments = [ { name = a } ], report.export = [csv, xls] } | culprit.report.export must be of csv and parquet, not 'xls' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.to = "a" } | culprit.report.mail.to must be a list in brackets, not 'a' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.to = [1] } | culprit.report.mail.to must be a list of texts, not '1' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.to = ["a@b.c"] } | culprit.report.mail.from is missing: mail needs a sender, such as culprit@example.com
        culprit { environments = [ { name = a } ], report.mail { from = "c@d.e", to = ["a b@c.d"] } } | culprit.report.mail.to must be an address such as sre@example.com, not 'a b@c.d' in FILE:1
        culprit { environments = [ { name = a } ], report.mail { from = "c@d.e\\r\\nBcc: x@y.z" } } | culprit.report.mail.from must be an address such as sre@example.com, not 'c@d.e\\r\\nBcc: x@y.z' in FILE:1
        culprit { environments = [ { name = a } ], report.mail { from = "c@d.e", routes = [ { namespce = web, to = ["a@b.c"] } ] } } | culprit.report.mail.routes[0].namespce: unknown key in FILE:1; did you mean 'namespace'?
        culprit { environments = [ { name = a } ], report.mail { from = "c@d.e", routes = [ { namespace = web, to = [] } ] } } | culprit.report.mail.routes[0].to is empty in FILE:1: a route needs recipients
        culprit { environments = [ { name = a } ], report.links = [ { name = G, url = "javascript:x" } ] } | culprit.report.links[0].url must be an address such as https://grafana.example.com/explore?var-namespace={namespace}, not 'javascript:x' in FILE:1
        culprit { environments = [ { name = a } ], report.webhooks = [ { kind = irc, url = "https://h/x" } ] } | culprit.report.webhooks[0].kind must be slack or teams or generic, not 'irc' in FILE:1
        culprit { environments = [ { name = a } ], report.webhooks = [ { kind = slack, url = "htps://h/services/SECRET" } ] } | culprit.report.webhooks[0].url must be an address such as https://hooks.slack.com/services/... in FILE:1
        culprit { environments = [ { name = a } ], report.webhooks = [ { kind = slack, url = "" } ] } | culprit.report.webhooks[0].url is missing in FILE:1: it is the webhook's address, usually as ${?SLACK_WEBHOOK}
        culprit { environments = [ { name = a } ], report.webhooks = [ { kind = slack } ] } | culprit.report.webhooks[0].url is missing in FILE:1: it is the webhook's address, usually as ${?SLACK_WEBHOOK}
        culprit { environments = [ { name = a } ], report.mail.when = never } | culprit.report.mail.when must be always or finding or change, not 'never' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.link = "javascript:x" } | culprit.report.mail.link must be an address such as https://example.com/report.html, not 'javascript:x' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.smtp.tls = ssl } | culprit.report.mail.smtp.tls must be none or starttls or smtps, not 'ssl' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.smtp.port = 0 } | culprit.report.mail.smtp.port must be a whole number from 1 to 65535, not '0' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.smtp.user = u } | culprit.report.mail.smtp.password is missing: a login needs both, usually as ${?SMTP_USER} and ${?SMTP_PASSWORD}
        culprit { environments = [ { name = a } ], period.from = monday } | culprit.period.from must be a date like 2026-11-23 or a time like 2026-11-23T12:00:00Z, not 'monday' in FILE:1
        culprit { environments = [ { name = a } ], warehouse = null } | culprit.warehouse is missing
        """)
    void whatIsWrongIsToldWithItsPlace(String text, String message) throws IOException {
        assertThatThrownBy(() -> bind(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message.replace("FILE", folder.resolve("my.conf").toString()));
    }

    @Test
    void everyFaultIsToldAtOnceEachWithItsPlace() {
        assertThatThrownBy(() -> bind("""
            culprit {
              enviroments = []
              environments = [
                { nam = prod, memory { source = metric-stream } }
                { name = test, scrapes { path = p, time = now, limits.labels = 0, limits.series = few } }
                { name = test }
              ]
              report { redact = maybe, show-values = some, export = [xls, csv, doc], mail { to = ["a b@c.d"], smtp.port = 0 } }
            }
            """))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        told -> assertThat(told.faults())
                                .map(fault -> fault.replace(folder.toString() + "/", ""))
                                .containsExactlyInAnyOrder(
                                        "culprit.enviroments: unknown key in my.conf:2; did you mean 'environments'?",
                                        "culprit.environments[0].nam: unknown key in my.conf:4; did you mean 'name'?",
                                        "culprit.environments[0].memory.path is missing in my.conf:4",
                                        "culprit.environments[1].scrapes.time must be path or modified, not 'now' in"
                                                + " my.conf:5",
                                        "culprit.environments[1].scrapes.limits.series must be a whole number, not"
                                                + " 'few' in my.conf:5",
                                        "culprit.environments[1].scrapes.limits.labels must be from 1 to 65536, not"
                                                + " '0' in my.conf:5",
                                        "culprit.environments[2].name must differ from the other environments' names,"
                                                + " not 'test' in my.conf:6",
                                        "culprit.report.redact must be true or false, not 'maybe' in my.conf:8",
                                        "culprit.report.show-values must be masked or all, not 'some' in my.conf:8",
                                        "culprit.report.export must be of csv and parquet, not 'xls' in my.conf:8",
                                        "culprit.report.export must be of csv and parquet, not 'doc' in my.conf:8",
                                        "culprit.report.mail.to must be an address such as sre@example.com, not 'a"
                                                + " b@c.d' in my.conf:8",
                                        "culprit.report.mail.smtp.port must be a whole number from 1 to 65535, not '0'"
                                                + " in my.conf:8"));
    }

    @Test
    void aMistypedKeyIsNotAlsoToldAsMissing() {
        assertThatThrownBy(() -> bind("culprit.environments = [ { nmae = prod } ]"))
                .hasMessage("culprit.environments[0].nmae: unknown key in %s:1; did you mean 'name'?"
                        .formatted(folder.resolve("my.conf")));
    }

    @Test
    void aRateOfFalseDiscoveriesIsAShare() {
        assertThatThrownBy(() -> bind(BoundSettings.ONE + "culprit.report.false-discovery-rate = 5"))
                .hasMessageContaining("must be a number between 0 and 1, such as 0.05");
    }

    private Settings bind(String text) throws IOException {
        return BoundSettings.bind(folder, text);
    }
}
