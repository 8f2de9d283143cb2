/** Changes that somebody made within the period, and how memory answered. */
package dev.culprit.analysis.intervention;
