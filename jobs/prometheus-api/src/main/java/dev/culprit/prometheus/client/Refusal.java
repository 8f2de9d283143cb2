package dev.culprit.prometheus.client;

import java.util.regex.Pattern;

/**
 * Why a server gives no answer, by status and words. Prometheus says 400 and 422 of what is too big and 503 of what took too
 * long ({@code web/api/v1/api.go}), VictoriaMetrics 422 of everything, Cortex and AMP 422 of limits and 429 of pace, CloudWatch
 * 422 of both.
 */
enum Refusal {
    /** The same question may be answered later. */
    TOO_FAST,
    /** Nobody could be spoken to: later, as after a restart. */
    UNREACHABLE,
    /** What comes is too slow to ever end: later, as over another connection. */
    SLOW,
    /** A smaller question may be answered now. */
    TOO_BIG,
    /** Neither. */
    FAILED;

    private static final Pattern PACE = Pattern.compile(
            "(?i)throttl|rate exceeded|rate limit|requests? per second|too many (outstanding )?requests|concurren");
    private static final Pattern SIZE = Pattern.compile(
            "(?i)limit|exceed|too (many|large|long|big)|larger|maximum|\\bmax[-_ ]|deadline|time-?d? ?out|out of memory|samples into memory");

    /** @param words that came with the status, of whatever form */
    static Refusal of(int status, String words) {
        boolean ofPace = PACE.matcher(words).find();
        boolean ofSize = SIZE.matcher(words).find();
        return switch (status) {
            case 429 -> TOO_FAST;
            case 413, 504 -> TOO_BIG;
            case 400 -> ofSize ? TOO_BIG : FAILED;
            case 200, 422 -> ofPace ? TOO_FAST : ofSize ? TOO_BIG : FAILED;
            case 500, 502, 503 -> ofSize && !ofPace ? TOO_BIG : TOO_FAST;
            default -> status > 504 ? TOO_FAST : FAILED;
        };
    }
}
