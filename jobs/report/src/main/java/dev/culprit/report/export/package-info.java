/** The findings for other programs and for consoles, and the folder that the report is written to. */
package dev.culprit.report.export;
