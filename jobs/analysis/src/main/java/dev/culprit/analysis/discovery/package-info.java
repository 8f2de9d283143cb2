/** How many labels would be named if none were guilty: a fleet's memory held against births that have nothing to do with it. */
@org.jspecify.annotations.NullMarked
package dev.culprit.analysis.discovery;
