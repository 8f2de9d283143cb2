/** How often the method is right: its verdicts on simulated incidents of known truth, beside what simpler rankings say. */
package dev.culprit.benchmarks.verdict;
