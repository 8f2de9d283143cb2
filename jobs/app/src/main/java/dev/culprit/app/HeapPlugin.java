package dev.culprit.app;

import java.util.Map;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Sees a task fail for want of heap where Spark runs within this JVM. Spark ends the JVM for it, with exit status 52, before the job
 * fails: without this nobody could tell that end from one that came from outside.
 */
public final class HeapPlugin implements SparkPlugin {
    @Override
    public @Nullable DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> configuration) {}

            @Override
            public void onTaskFailed(TaskFailedReason reason) {
                if (reason instanceof ExceptionFailure failure
                        && OutOfMemoryError.class.getName().equals(failure.className())) {
                    MachineFault.heapIsFull();
                }
            }
        };
    }
}
