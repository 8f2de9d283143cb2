package dev.culprit.extract.memory;

/** Where one environment's memory readings come from. */
public sealed interface MemorySource permits DeliveredMemory, CloudWatch {
    String environment();
}
