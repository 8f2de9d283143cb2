package dev.culprit.cloudwatch.standin;

import java.time.Duration;

/** Something that goes wrong with one request. */
public sealed interface Fault {
    /** An error of the service's. */
    record Refused(int status, String code, String message) implements Fault {}

    /** A page of a proxy's, not of the service's. */
    record Html(int status) implements Fault {}

    /** The connection ends amid the answer; the service has done, and billed, its work. */
    record Reset() implements Fault {}

    /** The answer comes late. */
    record Slow(Duration by) implements Fault {}

    /** GetMetricData answers, but not as wished. */
    record Altered(Alteration how) implements Fault {}

    /** What can be wrong with an answer of GetMetricData. */
    enum Alteration {
        /** The first result has half of its points and failed inside the service. */
        INTERNAL_ERROR,
        /** The first result may not be read. */
        FORBIDDEN,
        /** The first result has half of its points, and no token leads to the rest. */
        PARTIAL_WITHOUT_TOKEN,
        /** The page ends after half of its points, though it could hold them all. */
        PARTIAL_WITH_TOKEN,
        /** The page ends as above, and its token leads to itself. */
        REPEATED_TOKEN,
        /** The newest two points of every result have not arrived yet. */
        LATE_POINTS,
        /** No result has any points, and all are complete. */
        EMPTY
    }

    static Fault throttling() {
        return new Refused(400, "Throttling", "Rate exceeded");
    }

    /** @param status 500 or 503 */
    static Fault serverError(int status) {
        return status == 503
                ? new Refused(503, "ServiceUnavailable", "Service is unavailable")
                : new Refused(status, "InternalFailure", "Internal failure");
    }

    static Fault accessDenied() {
        return new Refused(403, "AccessDenied", "User is not authorized to perform this action");
    }

    static Fault expiredToken() {
        return new Refused(403, "ExpiredToken", "The security token included in the request is expired");
    }

    /** The caller's clock is late. */
    static Fault requestExpired() {
        return new Refused(400, "RequestExpired", "Request has expired");
    }

    /** The caller's clock may be wrong: the SDK believes it only where the answer's date, which is right, differs. */
    static Fault invalidSignature() {
        return new Refused(403, "InvalidSignatureException", "Signature not yet current");
    }

    static Fault notFoundPage() {
        return new Html(404);
    }

    static Fault reset() {
        return new Reset();
    }

    static Fault slow(Duration by) {
        return new Slow(by);
    }

    static Fault altered(Alteration how) {
        return new Altered(how);
    }
}
