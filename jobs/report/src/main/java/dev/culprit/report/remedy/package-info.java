/** What to change so that a label stops growing, by what makes the metrics: a JSON file for each way of making them. */
package dev.culprit.report.remedy;
