package dev.culprit.cloudwatch.standin;

import static dev.culprit.cloudwatch.standin.Served.LIMIT;
import static dev.culprit.cloudwatch.standin.Served.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the SDK would never send. */
class CborProtocolTest {
    private static final String PATH = "/service/GraniteServiceVersion20100801/operation/";

    @RegisterExtension
    final Served served = new Served();

    private final Map<String, String> headers = new TreeMap<>();
    private String operation = "ListMetrics";

    @BeforeEach
    void sign() {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        headers.put("smithy-protocol", "rpc-v2-cbor");
        headers.put("Content-Type", "application/cbor");
        headers.put("Accept", "application/cbor");
        headers.put("X-Amz-Date", time);
        headers.put("Authorization", authorization(time, "us-west-2/monitoring"));
    }

    @Test
    void aRequestByHandIsAnswered() throws Exception {
        HttpResponse<byte[]> response = post(body(out -> out.writeStringField("MetricName", "m")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("smithy-protocol")).contains("rpc-v2-cbor");
        assertThat(CborProtocol.decode(response.body())).containsOnlyKeys("Metrics");
    }

    @Test
    void compressedBodiesAreRead() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body(out -> out.writeStringField("RecentlyActive", "PT1H")));
        }
        headers.put("Content-Encoding", "gzip");

        assertRefused(400, "ValidationError", compressed.toByteArray());
    }

    @Test
    void unknownMembersAreRefusedAtAnyDepth() throws Exception {
        assertRefused(
                400, "ListMetrics.Metricname is not a member", body(out -> out.writeStringField("Metricname", "m")));
        assertRefused(400, "ListMetrics.Dimensions.member.1.Values is not a member", body(out -> {
            out.writeArrayFieldStart("Dimensions");
            out.writeStartObject();
            out.writeStringField("Values", "v");
            out.writeEndObject();
            out.writeEndArray();
        }));
    }

    @Test
    void wrongTypesAreRefused() throws Exception {
        assertRefused(400, "ListMetrics.MetricName is not", body(out -> out.writeNumberField("MetricName", 1)));
        operation = "GetMetricData";
        assertRefused(
                400,
                "GetMetricData.StartTime is not",
                body(out -> out.writeNumberField("StartTime", at("10:00").getEpochSecond())));
        assertRefused(
                400,
                "GetMetricData.MaxDatapoints is not",
                body(out -> out.writeNumberField("MaxDatapoints", 1L << 40)));
    }

    @Test
    void whatIsNotOneMapInCborIsRefused() throws Exception {
        assertRefused(400, "SerializationException", new byte[] {'{', '}'});
        assertRefused(400, "SerializationException", new byte[0]);
        byte[] map = body(out -> {});
        byte[] twice = {map[0], map[1], map[0], map[1]};
        assertRefused(400, "goes on after the map", twice);
    }

    @Test
    void anotherPathMethodOrProtocolIsRefused() throws Exception {
        operation = "PutMetricData";
        assertRefused(404, "No such operation", body(out -> {}));
        operation = "ListMetrics";
        headers.put("smithy-protocol", "rpc-v2-json");
        assertRefused(400, "smithy-protocol", body(out -> {}));
        headers.put("smithy-protocol", "rpc-v2-cbor");
        headers.put("Content-Type", "application/json");
        assertRefused(415, "Content-Type", body(out -> {}));
        headers.put("Content-Type", "application/cbor");
        headers.put("Accept", "application/json");
        assertRefused(406, "Accept", body(out -> {}));
        assertThat(send(request(URI.create(served.standIn.endpoint() + PATH + operation))
                                .GET())
                        .statusCode())
                .isEqualTo(405);
        assertThat(send(request(URI.create(served.standIn.endpoint() + "/service/Other/operation/ListMetrics"))
                                .POST(BodyPublishers.ofByteArray(body(out -> {}))))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void signaturesAreScopedToTheService() throws Exception {
        headers.put("Authorization", authorization(headers.get("X-Amz-Date"), "us-west-2/sts"));
        assertRefused(403, "SignatureDoesNotMatch", body(out -> {}));
        headers.put("Authorization", "Basic dXNlcjpwYXNz");
        assertRefused(403, "IncompleteSignature", body(out -> {}));
        headers.remove("Authorization");
        assertRefused(403, "MissingAuthenticationToken", body(out -> {}));
    }

    @Test
    void aSessionsTokenIsSigned() throws Exception {
        headers.put("X-Amz-Security-Token", "token");
        assertRefused(403, "X-Amz-Security-Token is not signed", body(out -> {}));
    }

    @Test
    void timestampsHaveTagOne() throws Exception {
        served.minutes(LIMIT, 1);
        operation = "GetMetricData";

        HttpResponse<byte[]> response = post(body(out -> {
            CborProtocolTest.time(out, "StartTime", at("10:00"));
            CborProtocolTest.time(out, "EndTime", at("10:01"));
            out.writeArrayFieldStart("MetricDataQueries");
            out.writeStartObject();
            out.writeStringField("Id", "a");
            out.writeObjectFieldStart("MetricStat");
            out.writeNumberField("Period", 60);
            out.writeStringField("Stat", "Sum");
            out.writeObjectFieldStart("Metric");
            out.writeStringField("Namespace", "N");
            out.writeStringField("MetricName", "m");
            out.writeEndObject();
            out.writeEndObject();
            out.writeEndObject();
            out.writeEndArray();
        }));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(CborProtocol.decode(response.body())).containsOnlyKeys("MetricDataResults", "Messages");
    }

    private static void time(CBORGenerator out, String name, Instant time) throws IOException {
        out.writeFieldName(name);
        CborProtocol.writeTimestamp(out, time.getEpochSecond());
    }

    private static String authorization(String time, String scope) {
        return "AWS4-HMAC-SHA256 Credential=%s/%s/%s/aws4_request, SignedHeaders=host;x-amz-date, Signature=%s"
                .formatted(CloudWatchStandIn.USER, time.substring(0, 8), scope, "0".repeat(64));
    }

    private static byte[] body(CborProtocol.Body body) {
        return CborProtocol.encode(body);
    }

    private void assertRefused(int status, String text, byte[] body) throws Exception {
        HttpResponse<byte[]> response = post(body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("x-amzn-query-error"))
                .isPresent()
                .get()
                .asString()
                .endsWith(";Sender");
        assertThat(CborProtocol.decode(response.body()).values().toString()).contains(text);
    }

    private HttpResponse<byte[]> post(byte[] body) throws Exception {
        return send(request(URI.create(served.standIn.endpoint() + PATH + operation))
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        return request;
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}
