package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.EvidenceKind.figure;

import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import dev.culprit.model.finding.Finding.Evidence;
import java.util.List;

/** How much of the growth the candidate carries. */
record ShareEvidence() implements EvidenceKind {
    @Override
    public String name() {
        return "share";
    }

    @Override
    public List<Feature> features() {
        return List.of(
                new Feature(
                        "median",
                        evidence -> Feature.clip(share(evidence).median(), 1),
                        evidence -> Format.format(
                                "it carries %s of the growth, age or traffic or other labels the rest",
                                Format.percent(share(evidence).estimate()))),
                new Feature(
                        "low",
                        evidence -> Feature.clip(share(evidence).low(), 1),
                        evidence -> Format.format(
                                "no more than %s of the growth is surely its own (it is said to carry %s)",
                                Format.percent(share(evidence).low()),
                                Format.percent(share(evidence).estimate()))),
                new Feature(
                        "heaviest",
                        evidence -> share(evidence).heaviest(),
                        evidence -> Format.format(
                                "it carries more of the growth than age, traffic or any other label in only %s of resampled"
                                        + " lifetimes",
                                Format.percent(share(evidence).heaviest()))),
                new Feature(
                        "explained",
                        evidence -> Feature.clip(share(evidence).explained(), 1),
                        evidence -> Format.format(
                                "even alone it explains no more than %s of the growth",
                                Format.percent(share(evidence).explained()))));
    }

    private static Association.Share share(CandidateEvidence evidence) {
        return evidence.association().share();
    }

    @Override
    public List<Evidence> ofNamed(AssessedCandidate candidate, WorkloadContainer unit) {
        if (candidate.isPricedByChange()) {
            // What the regression leaves it is nothing, and it is not named for that.
            return List.of();
        }
        Association.Share share = share(candidate.evidence());
        if (candidate.isPricedAlone()) {
            return List.of(evidence(
                    Format.format(
                            candidate.decidedBy() == DecidedBy.ACCOUNT
                                    ? "Births of %s explain memory no worse than time and traffic do, so a regression leaves it open what"
                                            + " part of the growth they carry; alone they explain %s of it."
                                    : "Beside time and traffic a regression leaves births of %s less than any client keeps for a series;"
                                            + " alone they explain %s of the growth.",
                            Format.labels(candidate.labels()),
                            Format.percent(share.explained())),
                    figure("explained", share.explained())));
        }
        return List.of(evidence(
                Format.format(
                        "%s carries %s of the growth (at least %s in 95 %% of resampled lifetimes); alone it explains %s"
                                + " of it.",
                        Format.labels(candidate.labels()),
                        Format.percent(share.estimate()),
                        Format.percent(share.low()),
                        Format.percent(share.explained())),
                figure("share", share.estimate()),
                figure("shareLow", share.low()),
                figure("explained", share.explained()),
                figure("heaviestInResamples", share.heaviest())));
    }
}
