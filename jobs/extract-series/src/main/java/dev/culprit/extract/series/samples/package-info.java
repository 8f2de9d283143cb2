/** Series by their samples, as databases have them: what reads a target's day out of them, wherever they are. */
@NullMarked
package dev.culprit.extract.series.samples;

import org.jspecify.annotations.NullMarked;
