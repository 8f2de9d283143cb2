package dev.culprit.scrapes.lifetime;

/** Who reports the start of the process, in the value of a series. The first in this order is believed. */
enum StartTeller {
    /** Istio's agent, which shares its proxy's life; it puts a prefix before the process collector's names. */
    AGENT,
    /** The process collector of a client library. */
    PROCESS,
    NONE;

    static StartTeller of(String metric) {
        return switch (metric) {
            case "istio_agent_process_start_time_seconds" -> AGENT;
            case "process_start_time_seconds" -> PROCESS;
            default -> NONE;
        };
    }
}
