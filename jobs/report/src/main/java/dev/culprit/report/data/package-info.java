/** What the tables say of one period: findings, measurements, coverage, and what the weeks before add. */
package dev.culprit.report.data;
