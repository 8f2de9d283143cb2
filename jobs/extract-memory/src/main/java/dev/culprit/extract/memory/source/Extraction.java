package dev.culprit.extract.memory.source;

import dev.culprit.model.Period;
import dev.culprit.warehouse.Warehouse;
import java.time.Clock;
import org.apache.hadoop.conf.Configuration;

/**
 * One run of the job, as its sources see it.
 *
 * @param period whose days are read, each as a whole
 * @param publications for who publishes a part before the whole is read
 * @param configuration of the file systems
 * @param clock tells what a service can have by now
 */
public record Extraction(
        Period period, Warehouse warehouse, Publications publications, Configuration configuration, Clock clock) {}
