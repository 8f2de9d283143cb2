package dev.culprit.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Derives names of workloads from the names of their pods, where no source gives them. */
public final class Workload {
    /**
     * Suffixes that controllers append: a ReplicaSet's template hash and a pod's own five characters, a StatefulSet's ordinal, a
     * DaemonSet's five characters, a Job's five behind a CronJob's eight to ten digits. Hashes must hold a digit or lack
     * vowels, as Kubernetes' generator has neither; else {@code api-cache-store} would lose its last word.
     */
    private static final Pattern SUFFIX =
            Pattern.compile("(?:-(?=[a-z]*[0-9])[a-z0-9]{6,10}-[a-z0-9]{5}|-[0-9]{8,10}-[a-z0-9]{5}|-[0-9]+"
                    + "|-(?=[a-z]*[0-9])[a-z0-9]{5}|-[bcdfghjklmnpqrstvwxz]{5})$");

    private Workload() {}

    /** The pod's name without the suffix that its controller appended, or the whole name where there is none. */
    public static String ofPod(String pod) {
        Matcher suffix = SUFFIX.matcher(pod);
        return suffix.find() && suffix.start() > 0 ? pod.substring(0, suffix.start()) : pod;
    }
}
