package dev.culprit.cloudwatch.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Users with keys of their own, roles, and the sessions in which roles are assumed. */
final class Identities {
    /** Beyond this the service takes no signature. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    static final Duration SESSION = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, String> accountOfKey = new ConcurrentHashMap<>();
    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();

    /** @param externalId that a caller has to name, or null */
    record Role(String arn, @Nullable String externalId) {
        String account() {
            return arn.split(":", -1)[4];
        }
    }

    record Session(Role role, String accessKey, String secret, String token, Instant expires) {}

    /** @param clock that callers sign by, which is not the one that metrics live by */
    Identities(Clock clock) {
        this.clock = clock;
    }

    void user(String accessKey, String account) {
        accountOfKey.put(accessKey, account);
    }

    void role(Role role) {
        roles.put(role.arn(), role);
    }

    Session assume(String arn, @Nullable String externalId) {
        Role role = roles.get(arn);
        if (role == null || (role.externalId() != null && !role.externalId().equals(externalId))) {
            throw Refusal.forbidden(
                    "AccessDenied", "User is not authorized to perform: sts:AssumeRole on resource: " + arn);
        }
        int number = issued.incrementAndGet();
        Session session = new Session(
                role,
                "ASIASTANDIN%06d".formatted(number),
                "secret-" + number,
                "token-" + number,
                clock.instant().plus(SESSION));
        sessions.put(session.accessKey(), session);
        return session;
    }

    /** Ends every session that has been issued; roles can be assumed anew. */
    void expireSessions() {
        Instant now = clock.instant();
        sessions.replaceAll((key, session) -> new Session(session.role(), key, session.secret(), session.token(), now));
    }

    @Nullable
    String secret(String accessKey, String token) {
        Session session = sessions.get(accessKey);
        return session != null
                        && session.token().equals(token)
                        && clock.instant().isBefore(session.expires())
                ? session.secret()
                : null;
    }

    /** Whom the signature names, be it valid or not; an unknown key stands for itself. */
    Caller identify(Signature signature) {
        Session session = sessions.get(signature.accessKey());
        return session == null
                ? new Caller(
                        signature.accessKey(),
                        new Site(accountOfKey.getOrDefault(signature.accessKey(), ""), signature.region()))
                : new Caller(session.role().arn(), new Site(session.role().account(), signature.region()));
    }

    void verify(Signature signature, String service) {
        if (!signature.service().equals(service)) {
            throw Refusal.forbidden(
                    "SignatureDoesNotMatch", "Credential should be scoped to correct service: '" + service + "'.");
        }
        Duration skew = Duration.between(signature.time(), clock.instant()).abs();
        if (skew.compareTo(CLOCK_TOLERANCE) > 0) {
            throw Refusal.forbidden(
                    "SignatureDoesNotMatch", "Signature not yet current or expired: " + signature.time());
        }
        Session session = sessions.get(signature.accessKey());
        boolean known = session == null
                ? accountOfKey.containsKey(signature.accessKey()) && signature.token() == null
                : session.token().equals(signature.token());
        if (!known) {
            throw Refusal.forbidden("InvalidClientTokenId", "The security token included in the request is invalid.");
        }
        if (session != null && !clock.instant().isBefore(session.expires())) {
            throw Refusal.forbidden("ExpiredToken", "The security token included in the request is expired");
        }
    }
}
