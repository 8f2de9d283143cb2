package dev.culprit.cloudwatch.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Answers STS AssumeRole in its query protocol: a form goes in, XML comes out. */
final class AssumeRoleHandler {
    static final String SERVICE = "sts";
    private static final String VERSION = "2011-06-15";
    private static final String CONTENT_TYPE = "text/xml";

    private AssumeRoleHandler() {}

    static Map<String, String> form(byte[] body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (nameAndValue.length == 2) {
                form.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    static byte[] answer(Identities identities, Map<String, String> form) {
        if (!"AssumeRole".equals(form.get("Action")) || !VERSION.equals(form.get("Version"))) {
            throw new Refusal(400, "InvalidAction", "Could not find operation " + form.get("Action"));
        }
        String role = form.getOrDefault("RoleArn", "");
        String session = form.getOrDefault("RoleSessionName", "");
        if (!session.matches("[\\w+=,.@-]{2,64}")) {
            throw Refusal.invalid("RoleSessionName must match [\\w+=,.@-]{2,64}");
        }
        Identities.Session issued = identities.assume(role, form.get("ExternalId"));
        String assumed = role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/" + session;
        return """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleResult>
                    <AssumedRoleUser>
                      <AssumedRoleId>AROASTANDIN:%s</AssumedRoleId>
                      <Arn>%s</Arn>
                    </AssumedRoleUser>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>%s</SecretAccessKey>
                      <SessionToken>%s</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleResult>
                </AssumeRoleResponse>
                """.formatted(
                        escape(session),
                        escape(assumed),
                        issued.accessKey(),
                        issued.secret(),
                        issued.token(),
                        issued.expires().truncatedTo(ChronoUnit.SECONDS))
                .getBytes(StandardCharsets.UTF_8);
    }

    static Reply reply(byte[] body) {
        return new Reply(200, CONTENT_TYPE, Map.of(), body);
    }

    static Reply reply(Refusal refusal) {
        String body = """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                  <RequestId>stand-in</RequestId>
                </ErrorResponse>
                """.formatted(refusal.code(), escape(String.valueOf(refusal.getMessage())));
        return new Reply(refusal.status(), CONTENT_TYPE, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
