/** Job 4: turns the tables of the warehouse into report.html, report.json and the verdicts on the console. No Spark. */
package dev.culprit.report;
