package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Interval;
import java.util.List;

/** Whether a client that anybody uses could keep a series in so many bytes. */
record PriceEvidence() implements EvidenceKind {
    /** By hand: labels differ in length, and clients in what they keep; within this factor a price does not speak against them. */
    private static final double USUAL_FACTOR = 17;

    /**
     * By hand: four times the dearest line that was measured and is no summary's (docs/prices.md: 5.3 kB), as one that nobody has measured
     * may be dearer. What costs surely more is not a series alone.
     */
    private static final double MOST_FACTOR = 29;

    /** By hand: a label that carries half of the growth is worth naming, at half of the price. */
    private static final double HALF = 0.5;

    /** By hand: the unit in which the distance beyond the usual is weighed. */
    private static final double STEP = 4;

    @Override
    public String name() {
        return "price";
    }

    @Override
    public List<Feature> features() {
        return List.of(
                new Feature(
                        "beyondUsual",
                        evidence -> -beyondUsual(evidence),
                        evidence -> beyondUsual(evidence) > 0 ? beyond(evidence) : null),
                new Feature(
                        "usual",
                        PriceEvidence::usual,
                        evidence -> isDearForHalf(evidence) ? dearForHalf(evidence) : null));
    }

    /** Where replicas can be held against each other, they are asked and not what is usual. */
    private static boolean isDearForHalf(CandidateEvidence evidence) {
        return !evidence.comparesReplicas() && usual(evidence) < 0;
    }

    /**
     * What a price speaks for a label that would carry all of the growth. A higher one speaks against it where it would be too high for a
     * label that carries half of the growth as well; of a lower one only what is beyond the usual is weighed.
     */
    private static double usual(CandidateEvidence evidence) {
        double alone = evidence.association().price().alone();
        double speaks = speaksFor(evidence, alone);
        if (speaks >= 0) {
            return speaks;
        }
        return alone < evidence.usual().bytes() ? 0 : Math.min(0, speaksFor(evidence, HALF * alone));
    }

    private static double speaksFor(CandidateEvidence evidence, double price) {
        return evidence.usual().speaksFor(price)
                + (evidence.kept() ? evidence.usual().leavesNoRoom(price) : 0);
    }

    /** Factors of four between the price and the usual ones; 0 among these. */
    private static double beyondUsual(CandidateEvidence evidence) {
        double alone = evidence.association().price().alone();
        double distance =
                Math.abs(Math.log(Math.max(alone, 1) / evidence.usual().bytes())) - Math.log(USUAL_FACTOR);
        return Math.max(0, distance) / Math.log(STEP);
    }

    /** Whether the whole interval of the price is more than what anybody's client keeps for a series of this kind. */
    static boolean isBeyondClients(CandidateEvidence evidence) {
        return evidence.association().price().low()
                > MOST_FACTOR * evidence.usual().bytes();
    }

    private static String judgement(CandidateEvidence evidence) {
        if (beyondUsual(evidence) == 0 && !isDearForHalf(evidence)) {
            return "plausible";
        }
        return evidence.association().price().alone() > evidence.usual().bytes()
                ? "more than is usual"
                : "less than is usual";
    }

    private static String dearForHalf(CandidateEvidence evidence) {
        return Format.format(
                "at %s a series it would be dear even as half of the growth, beside the %s that are usual",
                Format.bytes(evidence.association().price().alone()),
                Format.bytes(evidence.usual().bytes()));
    }

    /** What is left for another cause, where the series are surely a part of what the container keeps. */
    private static String room(CandidateEvidence evidence) {
        return evidence.kept()
                ? Format.format(
                        " Beside a cause that carries more than they do, they would cost less than that half, as with %s of clients.",
                        Format.percent(evidence.usual()
                                .cheaperThanHalf(evidence.association().price().alone())))
                : "";
    }

    private static String beyond(CandidateEvidence evidence) {
        return Format.format(
                "%s a series, with nothing else to carry the growth, is far from what clients keep",
                Format.bytes(evidence.association().price().alone()));
    }

    @Override
    public List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        Interval price = candidate.price();
        if (candidate.isPricedAlone()) {
            return List.of(evidence(
                    Format.format(
                            "A series would cost %s as all of the growth, and %s as half of it; %s is usual, and two thirds of what"
                                    + " was measured lies within a factor of %.0f of that.%s",
                            Format.bytes(price.estimate()),
                            Format.bytes(price.low()),
                            Format.bytes(candidate.evidence().usual().bytes()),
                            candidate.evidence().usual().factor(),
                            room(candidate.evidence())),
                    figure("bytesPerSeries", price.estimate()),
                    figure("low", price.low()),
                    figure("high", price.high())));
        }
        return List.of(evidence(
                Format.format(
                        "%s a series%s (%s %%: %s to %s) is %s; known clients keep %s to %.0f kB.",
                        Format.bytes(price.estimate()),
                        candidate.isPricedByChange() ? " by the change" : "",
                        candidate.isPricedByChange() ? "90" : "95",
                        Format.bytes(price.low()),
                        Format.bytes(price.high()),
                        judgement(candidate.evidence()),
                        Format.bytes(Association.FEWEST_BYTES),
                        Association.MOST_BYTES / 1000),
                figure("bytesPerSeries", price.estimate()),
                figure("low", price.low()),
                figure("high", price.high())));
    }
}
