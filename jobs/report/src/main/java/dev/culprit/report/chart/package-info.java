/** Memory over series of a container: as SVG for the page, as PNG for mail. */
package dev.culprit.report.chart;
